import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { RecordingState } from '../recordings/read-recordings.ts'
import type { DemoPace } from './speaking-time.ts'
import { recordedSeconds } from '../engine/recording.ts'
import { freshRecordings } from '../recordings/read-recordings.ts'
import { demoPaces } from './speaking-time.ts'

/** The pace of every demo, with the time that its machine took when it was recorded. `recordings` by demo id. */
export function recordedPaces(catalogue: DemoCatalogue, recordings: ReadonlyMap<string, RecordingState>): Map<string, DemoPace> {
  return demoPaces(catalogue, new Map([
    ...freshRecordings(recordings),
  ].map(([id, recording]) => [
    id,
    recordedSeconds(recording),
  ])))
}
