import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Recording } from '../engine/recording.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoChain } from '../engine/demo-catalogue.ts'
import { TEXT_LOG_FILE } from '../engine/editor/text-log.ts'
import { parseRecording } from '../engine/parse-recording.ts'
import { recordingFits } from '../engine/recording.ts'
import { SAMPLE_LOG_FILE } from '../engine/sample-log.ts'
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
  const casts = demo.panes.map(({ name }) => castPath(id, name))
  const texts = await Promise.all([
    ...casts,
    join(id, SAMPLE_LOG_FILE),
    join(id, TEXT_LOG_FILE),
  ].map(async path => [
    shown(path),
    await readText(join(folder, path)),
  ] as const))
  const files = new Map(texts.filter((file): file is readonly [string, string] => file[1] !== undefined))
  if (!casts.some(path => files.has(shown(path))))
    return { state: 'missing' }
  try {
    const lacking = casts.find(path => !files.has(shown(path)))
    if (lacking !== undefined)
      throw new Error(`${shown(lacking)} is missing.`)
    const recording = parseRecording(files)
    return recording.hash === definitionHash(chain) && recordingFits(recording, demo)
      ? { state: 'fresh', recording }
      : { state: 'stale', problem: `demos/${id}.ts has changed since it was recorded on ${recording.date.slice(0, 10)}.` }
  }
  catch (error) {
    return { state: 'stale', problem: (error as Error).message }
  }
}

/** A path below the folder of recordings, as messages name it: the same on every system. */
function shown(path: string): string {
  return `demos/recordings/${path.replaceAll('\\', '/')}`
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
