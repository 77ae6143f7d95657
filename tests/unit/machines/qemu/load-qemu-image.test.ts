import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadQemuImage } from '../../../../scripts/machines/qemu/load-qemu-image.ts'
import { writeEmptyImage } from '../../../fixtures/empty-image.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qemu-image-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('an image of the full machine', () => {
  it('is loaded when all its files are there', async () => {
    await writeEmptyImage(folder)
    expect((await loadQemuImage(folder))?.manifest.memory).toBe(512)
  })

  it('is none where there is no manifest', async () => {
    expect(await loadQemuImage(folder)).toBeUndefined()
  })

  it('is refused without one of its files', async () => {
    await writeEmptyImage(folder)
    await rm(join(folder, 'initrd.img'))
    await expect(loadQemuImage(folder)).rejects.toMatchObject({
      code: 'image-mismatch',
      message: expect.stringMatching(/initrd\.img is missing\. Make it anew: npm run image -- qemu/),
    })
  })

  it('is refused with half a file', async () => {
    await writeEmptyImage(folder)
    await writeFile(join(folder, 'root.qcow2'), 'root')
    await expect(loadQemuImage(folder)).rejects.toThrow(/root\.qcow2 has 4 bytes in place of 10/)
  })

  it('is refused with a manifest that says something else', async () => {
    await writeEmptyImage(folder, { memory: 'much' })
    await expect(loadQemuImage(folder)).rejects.toThrow(/manifest\.json cannot be read at memory/)
  })
})
