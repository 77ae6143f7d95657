import { access, constants, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../base/usage-error.ts'

/**
 * The absolute path of a folder that an option names, to be written into. Nothing is made yet. Throws `UsageError` where that could not be, so
 * that a command says so before its work and not after it.
 */
export async function outputFolder(option: string, wish: string): Promise<string> {
  const folder = pathOf(option, wish)
  if (await kindOf(folder) === 'file')
    throw new UsageError(`--${option} must be a folder, and "${wish}" is a file.`)
  await assertFolder(folder, option, wish)
  return folder
}

/** The same for a file, which may exist and is written anew then. */
export async function outputFile(option: string, wish: string): Promise<string> {
  const file = pathOf(option, wish)
  const kind = await kindOf(file)
  if (kind === 'folder')
    throw new UsageError(`--${option} must be a file, and "${wish}" is a folder.`)
  await (kind === 'file'
    ? assertWritable(file, option, wish)
    : assertFolder(dirname(file), option, wish))
  return file
}

/** The absolute path of a folder that an option names, to be read. Throws `UsageError` where there is none. */
export async function inputFolder(option: string, wish: string): Promise<string> {
  const folder = pathOf(option, wish)
  const kind = await kindOf(folder)
  if (kind !== 'folder') {
    throw new UsageError(kind === undefined
      ? `There is no folder ${folder} (--${option}).`
      : `--${option} must be a folder, and "${wish}" is a file.`)
  }
  return folder
}

function pathOf(option: string, wish: string): string {
  // A shell leaves it as it is after `=`, and a folder of that name would be made.
  if (/^~(?:[/\\]|$)/.test(wish))
    throw new UsageError(`--${option}: "${wish}" begins with ~, which nobody has replaced by your home folder. Write the whole path.`)
  return resolve(wish)
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && (found.isDirectory()
    ? 'folder'
    : 'file')
}

/** Of a folder that is not there yet, the part of its path that is decides whether the rest can be made. */
async function assertFolder(folder: string, option: string, wish: string): Promise<void> {
  let there = folder
  while (await kindOf(there) === undefined && dirname(there) !== there)
    there = dirname(there)
  if (await kindOf(there) === 'file')
    throw new UsageError(`Cannot write to "${wish}" (--${option}): ${there} is a file.`)
  await assertWritable(there, option, wish)
}

async function assertWritable(there: string, option: string, wish: string): Promise<void> {
  await access(there, constants.W_OK).catch((error: unknown) => {
    throw new UsageError(`Cannot write to "${wish}" (--${option}): ${there} cannot be written to. Name another place.`, { cause: error })
  })
}
