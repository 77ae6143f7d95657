import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { RecordedScreens } from './draw-recording.ts'
import { recordingFiles } from './recording-files.ts'

const drawn = new Map<string, Promise<RecordedScreens | undefined>>()

/** The screens of a demo's recording, drawn once per window. Undefined where no recording fits the demo as it is now. */
export function recordedScreens(demo: ResolvedDemo): Promise<RecordedScreens | undefined> {
  let screens = drawn.get(demo.id)
  if (!screens) {
    screens = load(demo)
    drawn.set(demo.id, screens)
    // The next copy of the slide may try again, after a dropped connection to the server for example.
    screens.catch(() => drawn.delete(demo.id))
  }
  return screens
}

async function load(demo: ResolvedDemo): Promise<RecordedScreens | undefined> {
  const files = await recordingFiles(demo.id)
  if (!files)
    return undefined
  const { drawRecording } = await import('./draw-recording.ts')
  return await drawRecording(demo, files)
}
