import { createHash } from 'node:crypto'
import { on } from 'node:events'
import { watch } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Milliseconds until an editor has written all of a file: some empty it first. */
const SETTLE_MS = 100
const DEMO_FILE = /^([a-z0-9-]+)\.ts$/

/** Ids of the demos of a folder whose files change from now on, one after the other, until the signal is aborted. */
export async function changedDemos(folder: string, signal: AbortSignal): Promise<AsyncIterable<string>> {
  const seen = new Map<string, string | undefined>()
  for (const file of await readdir(folder)) {
    if (DEMO_FILE.test(file))
      seen.set(file, await digest(join(folder, file)))
  }
  const events = on(watch(folder, { signal }), 'change', { signal }) as AsyncIterable<[type: string, file: string | null]>

  async function* changes(): AsyncGenerator<string> {
    try {
      for await (const [, file] of events) {
        const id = DEMO_FILE.exec(file ?? '')?.[1]
        if (id === undefined)
          continue
        await setTimeout(SETTLE_MS, undefined, { signal })
        // One save makes several events.
        const now = await digest(join(folder, file!))
        const changed = now !== undefined && now !== seen.get(file!)
        seen.set(file!, now)
        if (changed)
          yield id
      }
    }
    catch (error) {
      if (!signal.aborted)
        throw error
    }
  }
  return changes()
}

/** What the file holds, in short; undefined where there is none. */
async function digest(path: string): Promise<string | undefined> {
  try {
    return createHash('sha256').update(await readFile(path)).digest('hex')
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return undefined
    throw error
  }
}
