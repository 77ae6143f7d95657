import type { RootArchive } from './root-archive.ts'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Hours for which packages that were fetched are as good as fresh ones. */
const FRESH_HOURS = 24
const HOUR_MS = 60 * 60 * 1000

const ARCHIVE_FILE = 'root.tar'
const ABOUT_FILE = 'archive.json'

/**
 * Keeps the archive of a build beside the image that it is for, until that image is in place: fetching the packages takes longest, so that a
 * build which was interrupted after it goes on from there. What failed a check is never taken again.
 */
export class KeptArchive {
  readonly #folder: string
  readonly #recipe: string

  /** `out`: the image's folder; `recipe`: digest of what the archive is made from. */
  constructor(out: string, recipe: string) {
    this.#folder = join(dirname(out), `.${basename(out)}-packages`)
    this.#recipe = recipe
  }

  /** The archive, where there is one of this recipe and of today. */
  async find(): Promise<RootArchive | undefined> {
    try {
      const { recipe, bytes, ...about } = JSON.parse(await readFile(join(this.#folder, ABOUT_FILE), 'utf8')) as KeptAbout
      const path = join(this.#folder, ARCHIVE_FILE)
      const { size, mtimeMs } = await stat(path)
      const fresh = Date.now() - mtimeMs < FRESH_HOURS * HOUR_MS
      return recipe === this.#recipe && size === bytes && fresh
        ? { path, ...about }
        : undefined
    }
    catch {
      // Of a build that was interrupted before, or of another version of the kit: made anew.
      return undefined
    }
  }

  /** Takes an archive over from the folder in which it was made, on the same file system. */
  async keep({ path: from, ...about }: RootArchive): Promise<RootArchive> {
    await this.discard()
    await mkdir(this.#folder, { mode: 0o700, recursive: true })
    const path = join(this.#folder, ARCHIVE_FILE)
    await rename(from, path)
    const { size: bytes } = await stat(path)
    // Last, since what it describes has to be there.
    await writeFile(join(this.#folder, ABOUT_FILE), JSON.stringify({ recipe: this.#recipe, bytes, ...about }), { mode: 0o600 })
    return { path, ...about }
  }

  /** Does what tries the archive. Where that fails, the archive may be why, and is no more; interrupted, it stays. */
  async unlessItFails<T>(trial: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await trial()
    }
    catch (error) {
      if (!signal.aborted)
        await this.discard()
      throw error
    }
  }

  async discard(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

interface KeptAbout extends Omit<RootArchive, 'path'> {
  recipe: string
  bytes: number
}
