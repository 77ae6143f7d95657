import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { TranscriptStep } from '../../scripts/engine/transcript/transcript.ts'
import type { Recorded } from './read-recording.ts'
import { createTranscript } from '../../scripts/engine/transcript/transcript.ts'
import { readRecording } from './read-recording.ts'

/** A demo's recording as it is read, step by step. As `readRecording` does. */
export async function readTranscript(demo: ResolvedDemo, files: ReadonlyMap<string, string>): Promise<Recorded<readonly TranscriptStep[]> | undefined> {
  return await readRecording(demo, files, recording => createTranscript(demo, recording))
}
