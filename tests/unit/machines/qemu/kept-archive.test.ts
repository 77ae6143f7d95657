import type { RootArchive } from '../../../../scripts/images/qemu/root-archive.ts'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KeptArchive } from '../../../../scripts/images/qemu/kept-archive.ts'

let folder: string
let out: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-archive-'))
  out = join(folder, 'image')
})
afterEach(() => rm(folder, { recursive: true }))

async function made(text = 'files'): Promise<RootArchive> {
  await mkdir(join(folder, 'work'), { recursive: true })
  const path = join(folder, 'work', 'root.tar')
  await writeFile(path, text)
  return {
    path,
    clientKey: 'key',
    hostKey: 'ssh-ed25519 AAAA',
    packages: [
      { name: 'bash', version: '5.2' },
    ],
  }
}

describe('the packages of a build that was interrupted', () => {
  it('are there for the next one, with their keys', async () => {
    const kept = await new KeptArchive(out, 'recipe').keep(await made())
    expect(await new KeptArchive(out, 'recipe').find()).toEqual(kept)
    expect(await readFile(kept.path, 'utf8')).toBe('files')
    expect(await readdir(join(folder, 'work'))).toEqual([])
  })

  it('are not those of another recipe, nor of another image', async () => {
    await new KeptArchive(out, 'recipe').keep(await made())
    expect(await new KeptArchive(out, 'another').find()).toBeUndefined()
    expect(await new KeptArchive(join(folder, 'other'), 'recipe').find()).toBeUndefined()
  })

  it('are no good when they are from yesterday, or cut', async () => {
    const kept = new KeptArchive(out, 'recipe')
    const { path } = await kept.keep(await made())
    const yesterday = Date.now() / 1000 - 25 * 60 * 60
    await utimes(path, yesterday, yesterday)
    expect(await kept.find()).toBeUndefined()
    await truncate((await kept.keep(await made())).path, 2)
    expect(await kept.find()).toBeUndefined()
  })

  it('are no more once something that they are in failed its trial, unless that was interrupted', async () => {
    const kept = new KeptArchive(out, 'recipe')
    const fail = async (): Promise<void> => {
      throw new Error('The guest fails')
    }
    await kept.keep(await made())
    await expect(kept.unlessItFails(fail, AbortSignal.abort())).rejects.toThrow('The guest fails')
    expect(await kept.find()).toBeDefined()
    await expect(kept.unlessItFails(fail, new AbortController().signal)).rejects.toThrow('The guest fails')
    expect(await new KeptArchive(out, 'recipe').find()).toBeUndefined()
  })

  it('give way to newer ones, and to the image', async () => {
    const kept = new KeptArchive(out, 'recipe')
    await kept.keep(await made('old'))
    const { path } = await kept.keep(await made('new'))
    expect(await readFile(path, 'utf8')).toBe('new')
    await kept.discard()
    expect(await kept.find()).toBeUndefined()
    expect(await readdir(folder)).toEqual(['work'])
  })
})
