import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openFile from 'open'
import { projectRoot } from './project-paths.ts'

/**
 * Opens an address that holds a secret in the browser. Programs' parameters can be read by every user of a computer, so the browser is
 * given a file that only its owner can read, which leads to the address. It lies below the project's folder, not in the temporary one, which
 * browsers in a sandbox (Ubuntu's Firefox) have a private copy of. The file is removed with what is returned, or as soon as it cannot be
 * opened.
 */
export async function openPage(address: string, open: (file: string) => Promise<unknown> = openFile): Promise<AsyncDisposable> {
  const folder = await mkdtemp(join(projectRoot, 'node_modules', 'open-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const file = join(folder, 'presenter.html')
  try {
    await writeFile(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}"><title>Presenter</title>\n`, { mode: 0o600 })
    await open(file)
  }
  catch (error) {
    await remove()
    throw error
  }
  return { [Symbol.asyncDispose]: remove }
}
