import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { RecordingState } from '../recordings/read-recordings.ts'
import type { ReadDemosOptions } from './read-demos.ts'
import { checkRecordings } from '../recordings/read-recordings.ts'
import { demosFolder, recordingsFolder } from '../system/project-paths.ts'
import { readDemos } from './read-demos.ts'

/** The demos that a talk can show, each with what there is of its recording. */
export interface TalkDemos {
  catalogue: DemoCatalogue
  /** By demo id. */
  recordings: ReadonlyMap<string, RecordingState>
}

/** Reads the demos of a folder (default: the project's) and the project's recordings. Throws as `readDemos` does. */
export async function readTalkDemos(folder: string = demosFolder, options: Pick<ReadDemosOptions, 'presses'> = {}): Promise<TalkDemos> {
  const catalogue = await readDemos(folder, options)
  return { catalogue, recordings: await checkRecordings(recordingsFolder, catalogue) }
}
