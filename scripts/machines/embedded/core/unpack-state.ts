import type { ArrivingState } from './arriving-state.ts'
import type { Emulator } from './v86-emulator.ts'
import { StateUnpacker } from './state-unpacker.ts'
import { unpackNatively } from './unpack-natively.ts'

/** First bytes of a zstd frame (RFC 8878, 3.1.1), as a little-endian number. */
const ZSTD_MAGIC = 0xFD2FB528

/**
 * A state that is raw, or is unpacked here to so many bytes while it arrives: by the browser where it knows how, or by v86's own decompressor.
 * Rejects where it is damaged, or does not arrive.
 */
export async function unpackState(emulator: Emulator, state: ArrayBufferLike | ArrivingState, bytes: number): Promise<ArrayBufferLike> {
  if ('pieces' in state)
    return await unpackArriving(emulator, state, bytes)
  return new DataView(state).getUint32(0, true) === ZSTD_MAGIC
    ? await unpackArriving(emulator, atOnce(state), bytes)
    : state
}

async function unpackArriving(emulator: Emulator, state: ArrivingState, bytes: number): Promise<ArrayBufferLike> {
  state.checked.catch(() => { /* Told when the pieces have ended. */ })
  const unpacked = await unpackNatively('zstd', state.pieces, bytes) ?? await unpackByEmulator(emulator, state, bytes)
  // It tells best what is wrong.
  await state.checked
  if (!unpacked)
    throw new Error(`The state of ${state.bytes} bytes does not unpack to ${bytes}.`)
  return unpacked
}

async function unpackByEmulator(emulator: Emulator, state: ArrivingState, bytes: number): Promise<ArrayBuffer | undefined> {
  const unpacker = new StateUnpacker(emulator, state.bytes, bytes)
  try {
    for await (const piece of state.pieces) {
      if (!unpacker.take(piece))
        return undefined
    }
    return unpacker.finish()
  }
  finally {
    unpacker.dispose()
  }
}

function atOnce(state: ArrayBufferLike): ArrivingState {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(state)
  }
  return {
    bytes: state.byteLength,
    pieces: pieces(),
    checked: Promise.resolve(),
  }
}
