import { chmod, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePrivateFolder } from '../../../scripts/system/private-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'private-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe.skipIf(process.getuid === undefined)('a private folder', () => {
  it('is made for its owner alone, and taken again', async () => {
    const path = join(folder, 'a', 'b')
    await makePrivateFolder(path)
    await makePrivateFolder(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it.each([
    0o777,
    0o770,
    0o755,
    0o1777,
  ])('is none with mode %o', async (mode) => {
    const path = join(folder, 'open')
    await mkdir(path)
    await chmod(path, mode)
    await expect(makePrivateFolder(path)).rejects.toThrow(/not a folder that only you can enter.* Remove it/)
  })

  it('is no link to one', async () => {
    await mkdir(join(folder, 'mine'), { mode: 0o700 })
    await symlink(join(folder, 'mine'), join(folder, 'link'))
    await expect(makePrivateFolder(join(folder, 'link'))).rejects.toThrow(/not a folder that only you can enter/)
  })
})
