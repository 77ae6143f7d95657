import { UsageError } from '../base/usage-error.ts'
import { readDeck } from '../deck/read-deck.ts'
import { checkRecordings } from '../recordings/read-recordings.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder, recordingsFolder, slidesFolder } from '../system/project-paths.ts'

/**
 * Sees to it that every demo on these decks has a recording of itself as it is now, in `folder` (default: the project's). Throws
 * `UsageError` that names those without.
 */
export async function checkDeckRecordings(decks: readonly string[], folder: string = recordingsFolder): Promise<void> {
  const catalogue = await readDemos(demosFolder)
  const ids = new Set<string>()
  for (const name of decks) {
    const { chapters } = await readDeck(slidesFolder, name)
    for (const id of chapters.flatMap(({ slides }) => slides.flatMap(({ demos }) => demos)))
      ids.add(id)
  }
  const problems: string[] = []
  for (const [id, check] of await checkRecordings(folder, catalogue, ids)) {
    if (check.state === 'fresh')
      continue
    const problem = check.state === 'missing'
      ? `demos/${id}.ts has no recording.`
      : check.problem
    problems.push(`${problem} Record it: npm run rehearse -- --demo ${id}`)
  }
  if (problems.length > 0) {
    throw new UsageError([
      'Terminals are printed as they were recorded, and not every demo has a recording of what it is now.',
      ...problems,
    ].join('\n  '))
  }
}
