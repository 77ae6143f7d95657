import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Writes a file so that under its name there is the whole of it or what was there before. Makes its folder. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const partial = join(dirname(path), `.${basename(path)}.part`)
  try {
    await writeFile(partial, bytes)
    await rename(partial, path)
  }
  finally {
    await rm(partial, { force: true })
  }
}
