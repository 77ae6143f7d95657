import type { QemuHost } from '../../../../scripts/machines/qemu/qemu-host.ts'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findKeptDisk, keepDisk, keptSizes, keptTag, removeKeptDisk } from '../../../../scripts/machines/qemu/kept-states.ts'

let folder: string
let host: QemuHost
/** The disk of a machine that runs. */
let disk: string

/** Of this host, what tells whether a state fits it. */
function hostWith({ version = '10.0.2', accelerator = 'kvm', sha256 = 'abc' }): QemuHost {
  return {
    version,
    accelerator: { name: accelerator },
    image: {
      folder,
      manifest: {
        files: {
          'root.qcow2': {
            sha256: sha256.padEnd(64, '0'),
          },
        },
      },
    },
  } as QemuHost
}

const kept = async (): Promise<string[]> => (await readdir(join(folder, 'state'))).filter(name => name.startsWith('kept-'))

/** Keeps ten bytes, last used so many seconds ago. */
async function keep(state: string, age: number, mostBytes = 100): Promise<boolean> {
  const isKept = await keepDisk(host, state, disk, { mostBytes, reservedBytes: 0 })
  const then = Date.now() / 1000 - age
  if (isKept)
    await utimes((await findKeptDisk(host, state))!, then, then)
  return isKept
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'))
  host = hostWith({})
  disk = join(folder, 'state/runs/1-a/disk.qcow2')
  await mkdir(join(disk, '..'), { recursive: true })
  await writeFile(disk, '0123456789')
})
afterEach(() => rm(folder, { recursive: true }))

describe('states that outlast their machine', () => {
  it('are found by name, also one of any length, until they are removed', async () => {
    const long = 'echo "a setup" | tee /file; '.repeat(1000)
    expect(await findKeptDisk(host, long)).toBeUndefined()
    expect(await keep(long, 0)).toBe(true)
    expect(await readFile((await findKeptDisk(host, long))!, 'utf8')).toBe('0123456789')
    expect(await findKeptDisk(host, `${long} `)).toBeUndefined()
    expect(keptTag(long)).not.toBe(keptTag(`${long} `))
    await removeKeptDisk(host, long)
    expect(await findKeptDisk(host, long)).toBeUndefined()
  })

  it.for([
    { version: '10.0.3' },
    { accelerator: 'tcg' },
    { sha256: 'def' },
  ])('are none of a host that differs by %o', async (difference) => {
    await keep('setup', 0)
    expect(await findKeptDisk(hostWith(difference), 'setup')).toBeUndefined()
  })

  it('are counted for the host that can use them', async () => {
    await rm(join(folder, 'state'), { recursive: true })
    expect(await keptSizes(host)).toEqual([])
    await mkdir(join(disk, '..'), { recursive: true })
    await writeFile(disk, '0123456789')
    await keep('one', 0)
    await keep('other', 0)
    expect(await keptSizes(host)).toEqual([10, 10])
    expect(await keptSizes(hostWith({ accelerator: 'tcg' }))).toEqual([])
  })

  it('give way when there are too many, those that were not used for longest first', async () => {
    await keep('oldest', 40)
    await keep('old', 30)
    await keep('used', 20)
    await findKeptDisk(host, 'oldest')
    await keep('new', 0, 35)
    expect(await findKeptDisk(host, 'old')).toBeUndefined()
    for (const state of ['oldest', 'used', 'new'])
      expect(await findKeptDisk(host, state)).toBeDefined()
    expect(await kept()).toHaveLength(3)
  })

  it('are not kept where one alone is too much, or would fill the disk', async () => {
    expect(await keep('setup', 0, 9)).toBe(false)
    expect(await keepDisk(host, 'setup', disk, { reservedBytes: Number.MAX_SAFE_INTEGER })).toBe(false)
    expect(await kept()).toEqual([])
  })
})
