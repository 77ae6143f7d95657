import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { RecordingState } from '../recordings/read-recordings.ts'
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
export async function readTalkDemos(folder: string = demosFolder): Promise<TalkDemos> {
  const catalogue = await readDemos(folder)
  return { catalogue, recordings: await checkRecordings(recordingsFolder, catalogue) }
}
