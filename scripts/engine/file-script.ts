import { quoteForBash } from '../base/quote-for-bash.ts'

/** A Bash script that writes files and makes their folders. `files` names what `textOf` knows the text of, by absolute path. */
export function fileScript(files: Readonly<Record<string, string>>, textOf: (name: string) => string): string {
  return Object.entries(files).map(([path, name]) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    return `mkdir -p ${quoteForBash(folder)} && printf %s ${quoteForBash(textOf(name))} > ${quoteForBash(path)} || exit`
  }).join('\n')
}
