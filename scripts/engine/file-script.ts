/** A Bash script that writes files and makes their folders. `files` names what `textOf` knows the text of, by absolute path. */
export function fileScript(files: Readonly<Record<string, string>>, textOf: (name: string) => string): string {
  return Object.entries(files).map(([path, name]) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    return `mkdir -p ${quoted(folder)} && printf %s ${quoted(textOf(name))} > ${quoted(path)} || exit`
  }).join('\n')
}

/** As one word of a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`
}
