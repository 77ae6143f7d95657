import type { Recording } from '../../scripts/engine/recording.ts'
import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import { parseRecording } from '../../scripts/engine/parse-recording.ts'
import { recordingFits } from '../../scripts/engine/recording.ts'

/** What was read from a demo's recording, with where it comes from and what its figure and editors showed meanwhile. */
export interface Recorded<Content> extends Pick<Recording, 'date' | 'machine' | 'kernel' | 'samples' | 'texts'> {
  content: Content
}

/**
 * Reads a demo's recording, its files by name. Undefined when it is not of the demo as it is now. Brings a terminal emulator with it: import it
 * when there is a recording to read.
 */
export async function readRecording<Content>(demo: ResolvedDemo, files: ReadonlyMap<string, string>, read: (recording: Recording) => Promise<Content>): Promise<Recorded<Content> | undefined> {
  const recording = parseRecording(files)
  if (!recordingFits(recording, demo))
    return undefined
  const { date, machine, kernel, samples, texts } = recording
  return {
    date,
    machine,
    kernel,
    samples,
    texts,
    content: await read(recording),
  }
}
