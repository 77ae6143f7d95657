import type { PrintPage } from './print-page.ts'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Names that pictures get: number of the slide and, with clicks, of the click. */
const PICTURE = /^\d{3}(?:-\d{2})?\.png$/

export interface PrintPicturesOptions {
  /** Folder of the pictures; those of an export before make room, other files stay. */
  folder: string
  /** Name pictures by slide and click. */
  withClicks: boolean
  signal: AbortSignal
  /** Told how many are taken, and of which slide the last. */
  onDone: (pictures: number, slide: number) => void
}

/** Takes a PNG of every page. They come to their folder all together. Returns their bytes in total. */
export async function printPictures({ page, pages }: PrintPage, { folder, withClicks, signal, onDone }: PrintPicturesOptions): Promise<number> {
  const partial = join(dirname(folder), `.${basename(folder)}.part`)
  let bytes = 0
  try {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    for (const [index, { id, slide }] of pages.entries()) {
      signal.throwIfAborted()
      const picture = await page.locator(`[id="${id}"]`).screenshot({ animations: 'disabled' })
      await writeFile(join(partial, `${withClicks
        ? id
        : id.slice(0, 3)}.png`), picture)
      bytes += picture.length
      onDone(index + 1, slide)
    }
    await mkdir(folder, { recursive: true })
    for (const file of await readdir(folder)) {
      if (PICTURE.test(file))
        await rm(join(folder, file))
    }
    for (const file of await readdir(partial))
      await rename(join(partial, file), join(folder, file))
    return bytes
  }
  finally {
    await rm(partial, { recursive: true, force: true })
  }
}
