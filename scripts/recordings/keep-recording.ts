import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { RecordedRun } from '../engine/recorder.ts'
import { checkRecordings } from './read-recordings.ts'
import { writeRecording } from './write-recording.ts'

/** How a demo stands with its recording after a rehearsal. */
export type KeptRecording = 'fresh' | 'written' | 'stale' | 'missing'

export interface RecordingKeeperOptions {
  /** Folder of the recordings. */
  folder: string
  catalogue: DemoCatalogue
  /** Also replaces recordings that are fresh. @default false */
  always?: boolean
}

/** Decides which rehearsals become the recording of their demo. */
export interface RecordingKeeper {
  /** Takes a demo's rehearsal; without one (it failed, or did not run here) the recording stays as it is. */
  keep: (demo: string, run: RecordedRun | undefined) => Promise<KeptRecording>
}

/** Only a demo whose recording is missing or stale is recorded, so that a rehearsal leaves no changes that say nothing new. */
export function createRecordingKeeper({ folder, catalogue, always = false }: RecordingKeeperOptions): RecordingKeeper {
  return {
    keep: async (demo, run) => {
      const { state } = (await checkRecordings(folder, catalogue, [demo])).get(demo)!
      if (!run || (state === 'fresh' && !always))
        return state
      await writeRecording(folder, run)
      return 'written'
    },
  }
}
