import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { Recorded } from './read-recording.ts'
import { recordingFiles } from './recording-files.ts'

/** Reads a demo's recording, its files by name. */
export type RecordingReader<Content> = (demo: ResolvedDemo, files: ReadonlyMap<string, string>) => Promise<Recorded<Content> | undefined>

/** What a reader makes of demos' recordings, each read once per window. Undefined where no recording fits the demo as it is now. */
export function recordedOnce<Content>(importReader: () => Promise<RecordingReader<Content>>): (demo: ResolvedDemo) => Promise<Recorded<Content> | undefined> {
  const known = new Map<string, Promise<Recorded<Content> | undefined>>()

  async function load(demo: ResolvedDemo): Promise<Recorded<Content> | undefined> {
    const files = await recordingFiles(demo.id)
    return files && await (await importReader())(demo, files)
  }

  return (demo) => {
    let recorded = known.get(demo.id)
    if (!recorded) {
      recorded = load(demo)
      known.set(demo.id, recorded)
      // The next copy of the slide may try again, after a dropped connection to the server for example.
      recorded.catch(() => known.delete(demo.id))
    }
    return recorded
  }
}
