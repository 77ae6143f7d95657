import type { Buffer } from 'node:buffer'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Puts a set of files in place of a folder, all at once: there is never half an image. */
export async function writeImage(folder: string, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  // Beside its destination: a rename does not cross file systems.
  const fresh = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  const former = `${fresh}-former`
  try {
    // Unlike a temporary folder, an image is for everybody.
    await chmod(fresh, 0o755)
    for (const [name, content] of Object.entries(files))
      await writeFile(join(fresh, name), content)
    await rename(folder, former).catch(ignoreMissing)
    await rename(fresh, folder)
  }
  catch (error) {
    await rename(former, folder).catch(ignoreMissing)
    await rm(fresh, { recursive: true, force: true })
    throw error
  }
  await rm(former, { recursive: true, force: true })
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT')
    throw error
}
