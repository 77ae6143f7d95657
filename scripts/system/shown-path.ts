import { relative } from 'node:path'
import process from 'node:process'

/** A path as a person wants to read it: from the working folder where it lies in there, else whole. */
export function shownPath(path: string): string {
  return path.startsWith(process.cwd())
    ? relative('.', path)
    : path
}
