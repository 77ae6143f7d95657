import process from 'node:process'
import { UsageError } from '../base/usage-error.ts'

/**
 * Characters that Slidev and Vite do not quote where they put the path of a file into an address (`#`, `?`, `%`), a string of a program
 * (`'`, `"`, `` ` ``, `\`, `$`) or a pattern for names of files (`*`, `[`, `{`, `!`, `|`). Windows has its own `\` between folders.
 */
const UNUSABLE = /[#?%'"`$*[\]{}!|\\]/

/** Throws `UsageError` for a deck in a folder whose name would give blank windows or a failed build: before anything is served. */
export function assertUsablePath(path: string, windows = process.platform === 'win32'): void {
  const plain = windows
    ? path.replaceAll('\\', '/')
    : path
  const character = UNUSABLE.exec(plain)?.[0]
  if (character === undefined)
    return
  const folder = plain.slice(0, plain.indexOf('/', plain.indexOf(character)) + 1 || undefined)
  throw new UsageError(`Slidev cannot serve a deck from a folder with ${character} in its name: ${folder} Rename it, or move the project to another folder.`)
}
