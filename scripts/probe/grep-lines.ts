/** Lines of `grep -H`, by file: `file:line`. File names of `/proc` and cgroupfs that the probe reads hold no colon. */
export function linesByFile(lines: readonly string[]): Map<string, string[]> {
  const files = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const file = line.slice(0, colon)
    const known = files.get(file) ?? []
    known.push(line.slice(colon + 1))
    files.set(file, known)
  }
  return files
}

/** Lines `name value`, as in `memory.events`, as numbers by name. */
export function numbersByName(lines: readonly string[] = []): Record<string, number> {
  return Object.fromEntries(lines.map((line) => {
    const [name = '', value] = line.split(' ')
    return [
      name,
      Number(value),
    ]
  }))
}
