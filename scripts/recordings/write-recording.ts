import type { RecordedRun } from '../engine/recorder.ts'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formatCast } from '../engine/asciicast.ts'
import { formatTextLog, TEXT_LOG_FILE } from '../engine/editor/text-log.ts'
import { formatSampleLog, SAMPLE_LOG_FILE } from '../engine/sample-log.ts'
import { castPath } from './read-recordings.ts'

/** Puts what a run of a demo came to in place of what was recorded before. All or nothing: an interruption leaves no mixture of two runs. */
export async function writeRecording(folder: string, { casts, samples, texts }: RecordedRun): Promise<void> {
  const { id } = casts[0]!.header.demo
  const target = join(folder, id)
  const fresh = join(folder, `.${id}.new`)
  const old = join(folder, `.${id}.old`)
  await rm(fresh, { recursive: true, force: true })
  for (const cast of casts) {
    const path = join(fresh, castPath('.', cast.header.demo.pane))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, formatCast(cast))
  }
  if (samples)
    await writeFile(join(fresh, SAMPLE_LOG_FILE), formatSampleLog(samples))
  if (texts)
    await writeFile(join(fresh, TEXT_LOG_FILE), formatTextLog(texts))
  await rm(old, { recursive: true, force: true })
  await rename(target, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      throw error
  })
  await rename(fresh, target)
  await rm(old, { recursive: true, force: true })
}
