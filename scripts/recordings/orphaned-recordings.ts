import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCast } from '../engine/asciicast.ts'
import { parseTextLog, TEXT_LOG_FILE } from '../engine/editor/text-log.ts'
import { parseSampleLog, SAMPLE_LOG_FILE } from '../engine/sample-log.ts'

/** What `writeRecording` calls a folder while it puts one in the place of another. */
const INTERRUPTED_WRITE = /^\.(.+)\.(?:new|old)$/

const logParsers: Readonly<Record<string, typeof parseSampleLog | typeof parseTextLog>> = {
  [SAMPLE_LOG_FILE]: parseSampleLog,
  [TEXT_LOG_FILE]: parseTextLog,
}

/** Folders of recordings whose demo does not exist any more, and what an interrupted write left behind. */
export async function orphanedRecordings(folder: string, catalogue: DemoCatalogue): Promise<string[]> {
  return (await readFolders(folder)).filter(name => !catalogue.has(name)).sort()
}

/** Removes those in which there is nothing but recordings of ours, and says which. What else lies there is the user's. */
export async function removeOrphanedRecordings(folder: string, catalogue: DemoCatalogue): Promise<string[]> {
  const removed: string[] = []
  for (const name of await orphanedRecordings(folder, catalogue)) {
    if (await isRecording(join(folder, name), INTERRUPTED_WRITE.exec(name)?.[1] ?? name)) {
      await rm(join(folder, name), { recursive: true })
      removed.push(name)
    }
  }
  return removed
}

/** Whether all files of a folder, and at least one, say in their header that they are a recording of this demo. */
async function isRecording(folder: string, demo: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true })
  const proofs = await Promise.all(entries.map(async entry => entry.isFile() && await recordedDemo(join(folder, entry.name), entry.name) === demo))
  return proofs.length > 0 && proofs.every(Boolean)
}

/** The demo that a file is a recording of, or undefined. */
async function recordedDemo(path: string, name: string): Promise<string | undefined> {
  const parse = logParsers[name] ?? (name.endsWith('.cast')
    ? parseCast
    : undefined)
  try {
    return parse?.(await readFile(path, 'utf8'), path).header.demo.id
  }
  catch {
    // Not what we write.
    return undefined
  }
}

async function readFolders(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter(entry => entry.isDirectory()).map(({ name }) => name)
  }
  catch (error) {
    // Nothing was ever recorded.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return []
    throw error
  }
}
