import type { QemuManifest } from '../../scripts/machines/qemu/manifest.ts'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { create } from 'tar'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeFile } from '../../scripts/images/qemu/image-files.ts'
import { importQemuImage } from '../../scripts/images/qemu/import-image.ts'
import { packedName, packQemuImage } from '../../scripts/images/qemu/pack-image.ts'
import { imageFiles, MANIFEST_FILE } from '../../scripts/machines/qemu/manifest.ts'

/** Nothing boots here: the files are only carried, and those of a real image are half a gigabyte. */
describe('an image that was packed', () => {
  let folder: string
  let source: string
  let out: string
  let packed: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packed-image-'))
    source = join(folder, 'source')
    out = join(folder, 'out')
    await mkdir(source)
    for (const name of imageFiles)
      await writeFile(join(source, name), `${name} `.repeat(10_000))
    const manifest: QemuManifest = {
      format: 1,
      arch: 'amd64',
      set: 'core',
      built: '2026-01-01',
      debian: '13.1',
      kernel: { release: '6.12', commandLine: 'quiet' },
      memory: 512,
      files: Object.fromEntries(await Promise.all(imageFiles.map(async name => [name, await describeFile(join(source, name))]))) as QemuManifest['files'],
      packages: [],
      checks: [],
    }
    await writeFile(join(source, MANIFEST_FILE), JSON.stringify(manifest))
    packed = await packQemuImage(source, join(folder, packedName(manifest)))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is the same when it is imported, and its key is nobody else\'s', async () => {
    expect(await importQemuImage(packed, out)).toEqual({ arch: 'amd64', set: 'core', folder: out })
    expect((await readdir(out)).toSorted()).toEqual([...imageFiles, MANIFEST_FILE].toSorted())
    for (const name of imageFiles)
      expect(await readFile(join(out, name))).toEqual(await readFile(join(source, name)))
    if (process.platform !== 'win32')
      expect((await stat(join(out, 'client_key'))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toHaveLength(3)
  })

  it('takes the place of another image, and of nothing else', async () => {
    await importQemuImage(packed, out)
    await writeFile(join(out, 'left over'), '')
    await importQemuImage(packed, out)
    expect(await readdir(out)).not.toContain('left over')
    await writeFile(join(folder, 'letter'), '')
    await expect(importQemuImage(packed, folder)).rejects.toThrow(/holds other things than an image/)
  })

  it.each([
    [
      'has a byte changed',
      /root\.qcow2 is not what its manifest says/,
      async () => {
        await writeFile(join(source, 'root.qcow2'), 'another')
        await create({ cwd: source, file: packed, portable: true }, [MANIFEST_FILE, ...imageFiles])
      },
    ],
    [
      'lacks a file',
      /it lacks vmlinuz/,
      async () => {
        await create({ cwd: source, file: packed, portable: true }, [
          MANIFEST_FILE,
          ...imageFiles.filter(name => name !== 'vmlinuz'),
        ])
      },
    ],
    [
      'has one more',
      /it has more, which no image has/,
      async () => {
        await writeFile(join(source, 'more'), '')
        await create({ cwd: source, file: packed, portable: true }, [MANIFEST_FILE, ...imageFiles, 'more'])
      },
    ],
    [
      'has a manifest that cannot be read',
      /its manifest cannot be read/,
      async () => {
        await writeFile(join(source, MANIFEST_FILE), '{}')
        await create({ cwd: source, file: packed, portable: true }, [MANIFEST_FILE, ...imageFiles])
      },
    ],
    [
      'was cut off',
      /is no packed image, or is damaged/,
      async () => {
        const whole = await readFile(packed)
        await writeFile(packed, whole.subarray(0, whole.length / 2))
      },
    ],
    [
      'is something else',
      /is no packed image, or is damaged/,
      async () => {
        await writeFile(packed, 'a letter')
      },
    ],
  ])('is refused when it %s, and changes nothing', async (_, message, damage) => {
    await importQemuImage(packed, out)
    await damage()
    await expect(importQemuImage(packed, out)).rejects.toThrow(message)
    expect(await readFile(join(out, 'root.qcow2'), 'utf8')).toMatch(/^root\.qcow2 /)
    expect(await readdir(folder)).toHaveLength(3)
  })

  it('says where an image was looked for when there is none to pack', async () => {
    await expect(packQemuImage(join(folder, 'nowhere'))).rejects.toThrow(/There is no image in .*nowhere.*npm run image -- qemu/)
  })
})
