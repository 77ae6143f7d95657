import type { ImageLocation } from '../../scripts/machines/embedded/core/protocol.ts'
import { copyFile, cp, mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtImage, createEmbeddedMachine } from '../../scripts/machines/embedded/create-embedded-machine.ts'

describe('the embedded machine does not start', () => {
  let image: ImageLocation

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-image-'))
    await cp(builtImage.folder, folder, { recursive: true })
    image = {
      folder,
      wasm: join(folder, 'v86.wasm'),
    }
    await copyFile(builtImage.wasm, image.wasm)
  })
  afterEach(() => rm(image.folder, { recursive: true }))

  /** Starts a machine, and expects it to be refused and its worker thread to be gone. */
  async function expectRefusal(code: string, message: RegExp): Promise<void> {
    const machine = createEmbeddedMachine({ image })
    await expect(machine.start(new AbortController().signal)).rejects.toMatchObject({
      name: 'MachineError',
      code,
      message: expect.stringMatching(message),
    })
    await expect(machine.run('true')).rejects.toMatchObject({ code })
  }

  async function rewriteManifest(change: (manifest: { v86: { options: Record<string, unknown>, wasm?: unknown } }) => void): Promise<void> {
    const path = join(image.folder, 'manifest.json')
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Parameters<typeof change>[0]
    change(manifest)
    await writeFile(path, JSON.stringify(manifest))
  }

  it('unless all is in place', async () => {
    const machine = createEmbeddedMachine({ image })
    await machine.start(new AbortController().signal)
    expect((await machine.run('uname')).stdout).toBe('Linux\n')
    await machine.stop()
  })

  it.each([
    'manifest.json',
    'state.bin.zst',
    'seabios.bin',
    'vgabios.bin',
    'v86.wasm',
  ])('without %s', async (name) => {
    await rm(join(image.folder, name))
    await expectRefusal('image-missing', new RegExp(`${literally(name)}.*npm run image`))
  })

  it.each(['seabios.bin', 'state.bin.zst', 'v86.wasm'])('when a byte of %s has changed', async (name) => {
    const file = await open(join(image.folder, name), 'r+')
    const { size } = await file.stat()
    const { buffer } = await file.read(new Uint8Array(1), 0, 1, size - 1)
    await file.write(buffer.map(byte => byte ^ 1), 0, 1, size - 1)
    await file.close()
    await expectRefusal('image-mismatch', new RegExp(`${literally(name)}.*SHA-256 [0-9a-f]{64} instead of [0-9a-f]{64}.*git checkout`))
  })

  it('when a checkout left a pointer in place of the state', async () => {
    await writeFile(join(image.folder, 'state.bin.zst'), 'version https://git-lfs.github.com/spec/v1\n')
    await expectRefusal('image-mismatch', /state\.bin\.zst has 43 bytes instead of \d+/)
  })

  it('when a copy was interrupted', async () => {
    await truncate(join(image.folder, 'state.bin.zst'), 1_000_000)
    await expectRefusal('image-mismatch', /state\.bin\.zst has 1000000 bytes instead of \d+/)
  })

  it('when the image was made with other options', async () => {
    await rewriteManifest(manifest => void (manifest.v86.options.memory_size = 1))
    await expectRefusal('image-mismatch', /made with memory_size = 1, but .*options\.ts has \d+/)
  })

  it('when the manifest says too little', async () => {
    await rewriteManifest(manifest => void delete manifest.v86.wasm)
    await expectRefusal('image-mismatch', /manifest\.json .*v86\.wasm/)
  })

  it('when the manifest is no JSON', async () => {
    await writeFile(join(image.folder, 'manifest.json'), '<<<<<<< HEAD')
    await expectRefusal('image-mismatch', /manifest\.json .*JSON/)
  })
})

/** A file name as a part of a pattern. */
function literally(name: string): string {
  return name.replaceAll('.', '\\.')
}
