import type { SlideInfo, SlidevData } from '@slidev/types'
import { dirname } from 'node:path'
import { UsageError } from '../base/usage-error.ts'
import { projectRoot } from '../system/project-paths.ts'
import { shownPath } from '../system/shown-path.ts'
import { assertWritten, withHeadmatterPlace } from './assert-written.ts'
import { parser } from './slidev.ts'

export interface LoadedDeck {
  slides: readonly SlideInfo[]
  headmatter: Readonly<Record<string, unknown>>
}

/** Reads a deck as Slidev does, without serving it. `entry` is its path. Throws `UsageError` as `assertWhole` does. */
export async function loadDeck(entry: string): Promise<LoadedDeck> {
  const userRoot = dirname(entry)
  const data = await parser.load({
    userRoot,
    // This project is the addon of every deck that it reads.
    roots: [
      ...new Set([projectRoot, userRoot]),
    ],
  }, entry).catch((error: unknown) => {
    throw withHeadmatterPlace(error, entry)
  })
  assertWhole(data)
  return data
}

/** Throws `UsageError` for slides that a deck imports and Slidev could not read: it would leave them out without a word. Also as `assertWritten`. */
export function assertWhole({ markdownFiles }: Pick<SlidevData, 'markdownFiles'>): void {
  const problems = Object.values(markdownFiles).flatMap(({ filepath, errors = [] }) =>
    errors.map(({ row, message }) => `${shownPath(filepath)}:${row + 1}: ${message}.`))
  if (problems.length > 0)
    throw new UsageError(`Slides are missing. Correct what the deck imports, or take it out.\n${problems.join('\n')}`)
  Object.values(markdownFiles).forEach(assertWritten)
}
