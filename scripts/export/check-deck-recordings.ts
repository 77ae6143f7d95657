import { parser } from '@slidev/cli'
import { demosFolder, recordingsFolder, slidesFolder } from '../project-paths.ts'
import { checkRecordings } from '../recordings/read-recordings.ts'
import { demoSlides } from '../server/demo-slides.ts'
import { readDemos } from '../server/read-demos.ts'
import { UsageError } from '../usage-error.ts'

export interface CheckDeckRecordingsOptions {
  /** Entry files of the decks. */
  entries: readonly string[]
  /** Folder with the recordings. @default the project's */
  recordings?: string
}

/** Sees to it that every demo on these decks has a recording of itself as it is now. Throws `UsageError` that names those without. */
export async function checkDeckRecordings({ entries, recordings = recordingsFolder }: CheckDeckRecordingsOptions): Promise<void> {
  const catalogue = await readDemos(demosFolder)
  const ids = new Set<string>()
  for (const entry of entries) {
    const { slides } = await parser.load({
      userRoot: slidesFolder,
      roots: [slidesFolder],
    }, entry)
    for (const id of demoSlides(slides).keys())
      ids.add(id)
  }
  const problems: string[] = []
  for (const [id, check] of await checkRecordings(recordings, catalogue, ids)) {
    if (check.state === 'fresh')
      continue
    const problem = check.state === 'missing'
      ? `demos/${id}.ts has no recording.`
      : check.problem
    problems.push(`${problem} Record it: npm run rehearse -- --demo ${id}`)
  }
  if (problems.length > 0) {
    throw new UsageError([
      'Slides are printed with what was recorded of their demos, and not every recording is there.',
      ...problems,
    ].join('\n  '))
  }
}
