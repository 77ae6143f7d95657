import type { ArrivingState } from '../../../../scripts/machines/embedded/core/arriving-state.ts'
import type { Emulator, EmulatorConstructor } from '../../../../scripts/machines/embedded/core/v86-emulator.ts'
import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { V86 } from 'v86'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ArrivingPieces } from '../../../../scripts/machines/embedded/core/arriving-state.ts'
import { bootEmulator } from '../../../../scripts/machines/embedded/core/boot-emulator.ts'
import { unpackNatively } from '../../../../scripts/machines/embedded/core/unpack-natively.ts'
import { unpackState } from '../../../../scripts/machines/embedded/core/unpack-state.ts'
import { builtImage } from '../../../../scripts/machines/embedded/create-embedded-machine.ts'
import { checkImageFiles } from '../../../../scripts/machines/embedded/load-image-files.ts'

const MEBIBYTE = 2 ** 20
/** As a state is: some of it packs well, some does not at all; and no whole number of mebibytes. */
const raw = Buffer.concat([
  Buffer.alloc(3 * MEBIBYTE, 'pages of a guest '),
  randomBytes(5 * MEBIBYTE),
  Buffer.alloc(2 * MEBIBYTE + 12345, 'and more of them '),
])
const packed = zstdCompressSync(raw)

let emulator: Emulator

beforeAll(async () => {
  const image = await checkImageFiles(builtImage)
  emulator = await bootEmulator(V86 as unknown as EmulatorConstructor, {
    ...image,
    options: { ...image.options, memory_size: 16 * MEBIBYTE },
  })
})
afterAll(() => emulator.destroy())

function* cut(bytes: Uint8Array, length = 70_000): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length)
    yield bytes.subarray(start, start + length)
}

function arriving(bytes: Uint8Array, checked: Promise<unknown> = Promise.resolve()): ArrivingState {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield* cut(bytes)
  }
  return {
    bytes: packed.length,
    pieces: pieces(),
    checked,
  }
}

const isRaw = (state: ArrayBufferLike): boolean => Buffer.from(state).equals(raw)

describe('a packed state', () => {
  it('is unpacked as a whole, and one that is raw is left alone', async () => {
    const whole = Uint8Array.from(packed).buffer
    expect(isRaw(await unpackState(emulator, whole, raw.length))).toBe(true)
    const state = Uint8Array.from(raw).buffer
    expect(await unpackState(emulator, state, raw.length)).toBe(state)
  })

  it('is unpacked while it arrives', async () => {
    const { cpu } = emulator.v86
    const { zstd_read } = cpu
    let read = 0
    cpu.zstd_read = (context, length) => {
      read += length
      return zstd_read(context, length)
    }
    const pieces = new ArrivingPieces()
    const unpacked = unpackState(emulator, {
      bytes: packed.length,
      pieces,
      checked: Promise.resolve(),
    }, raw.length)
    const all = [
      ...cut(packed),
    ]
    for (const piece of all.slice(0, -10))
      pieces.push(piece)
    await expect.poll(() => read).toBeGreaterThan(raw.length / 2)
    expect(read).toBeLessThan(raw.length)
    all.slice(-10).forEach(pieces.push)
    pieces.end()
    expect(isRaw(await unpacked)).toBe(true)
    cpu.zstd_read = zstd_read
  })

  it('that is not what it should be is refused with what is wrong with it', async () => {
    const wrong = (): Promise<never> => {
      const checked = Promise.reject<never>(new Error('It has another hash.'))
      return checked
    }
    const damaged = Uint8Array.from(packed).fill(0x5A, 4 * MEBIBYTE, 4 * MEBIBYTE + 1000)
    const longer = Buffer.concat([packed, packed])
    for (const bytes of [
      damaged,
      longer,
      packed.subarray(0, 3 * MEBIBYTE),
      randomBytes(packed.length),
    ]) {
      await expect(unpackState(emulator, arriving(bytes, wrong()), raw.length)).rejects.toThrow('It has another hash.')
      await expect(unpackState(emulator, arriving(bytes), raw.length)).rejects.toThrow(`does not unpack to ${raw.length}`)
    }
    expect(isRaw(await unpackState(emulator, arriving(packed), raw.length))).toBe(true)
  })

  it('is unpacked by the browser itself where it knows how', async () => {
    const zipped = gzipSync(raw)
    expect(isRaw((await unpackNatively('gzip', arriving(zipped).pieces, raw.length))!)).toBe(true)
    expect(await unpackNatively('gzip', arriving(zipped.subarray(0, MEBIBYTE)).pieces, raw.length)).toBeUndefined()
    expect(await unpackNatively('gzip', arriving(packed).pieces, raw.length)).toBeUndefined()
    expect(await unpackNatively('gzip', arriving(zipped).pieces, raw.length - 1)).toBeUndefined()
    const unknown = new ArrivingPieces()
    expect(await unpackNatively('no such format', unknown, 0)).toBeUndefined()
  })
})
