import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { OpeningFile } from '../../scripts/engine/transcript/opening-files.ts'
import type { TranscriptStep } from '../../scripts/engine/transcript/transcript.ts'
import type { Recorded } from './read-recording.ts'
import { openingFiles } from '../../scripts/engine/transcript/opening-files.ts'
import { createTranscript } from '../../scripts/engine/transcript/transcript.ts'
import { readRecording } from './read-recording.ts'

/** A demo's recording as it is read. */
export interface ReadTranscript {
  /** What its editors show at the beginning. */
  opening: readonly OpeningFile[]
  steps: readonly TranscriptStep[]
}

/** A demo's recording as it is read, step by step. As `readRecording` does. */
export async function readTranscript(demo: ResolvedDemo, files: ReadonlyMap<string, string>): Promise<Recorded<ReadTranscript> | undefined> {
  return await readRecording(demo, files, async recording => ({
    opening: openingFiles(demo, recording.texts),
    steps: await createTranscript(demo, recording),
  }))
}
