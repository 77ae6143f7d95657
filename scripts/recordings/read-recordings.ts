import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Recording } from '../engine/recording.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCast } from '../engine/asciicast.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { createRecording, recordingFits } from '../engine/recording.ts'
import { parseSampleLog, SAMPLE_LOG_FILE } from '../engine/sample-log.ts'
import { definitionHash } from './definition-hash.ts'

/** How a demo stands with its recording. */
export type RecordingState
  = | { state: 'fresh', recording: Recording }
    /** Made of another version of the demo, or unreadable. */
    | { state: 'stale', problem: string }
    | { state: 'missing' }

/** Path of a pane's cast below the folder of recordings. */
export function castPath(demo: string, pane: string): string {
  return join(demo, `${pane}.cast`)
}

/** Looks up the recordings of `demos` (default: of all), and whether they are of the demos as they are now. By demo id. */
export async function checkRecordings(folder: string, catalogue: DemoCatalogue, demos: Iterable<string> = catalogue.keys()): Promise<Map<string, RecordingState>> {
  return new Map(await Promise.all([
    ...demos,
  ].map(async (id): Promise<[string, RecordingState]> =>
    [id, await checkRecording(folder, catalogue, id)])))
}

/** Those of them that can be played, by demo id. */
export function freshRecordings(states: ReadonlyMap<string, RecordingState>): Map<string, Recording> {
  return new Map([...states].flatMap(([id, check]) => check.state === 'fresh'
    ? [
        [id, check.recording],
      ]
    : []))
}

async function checkRecording(folder: string, catalogue: DemoCatalogue, id: string): Promise<RecordingState> {
  const chain = demoChain(catalogue, id)
  const demo = chain.at(-1)!
  const texts = await Promise.all(demo.panes.map(({ name }) => readText(join(folder, castPath(id, name)))))
  const log = await readText(join(folder, id, SAMPLE_LOG_FILE))
  if (texts.every(text => text === undefined))
    return { state: 'missing' }
  try {
    const recording = createRecording(demo.panes.map(({ name }, index) => {
      const file = `demos/recordings/${id}/${name}.cast`
      if (texts[index] === undefined)
        throw new Error(`${file} is missing`)
      return parseCast(texts[index], file)
    }), log === undefined
      ? undefined
      : parseSampleLog(log, `demos/recordings/${id}/${SAMPLE_LOG_FILE}`))
    return recording.hash === definitionHash(chain) && recordingFits(recording, demo)
      ? { state: 'fresh', recording }
      : { state: 'stale', problem: `demos/${id}.ts has changed since it was recorded on ${recording.date.slice(0, 10)}.` }
  }
  catch (error) {
    return { state: 'stale', problem: (error as Error).message }
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return undefined
    throw error
  }
}
