import type { Buffer } from 'node:buffer'
import type { MachineImage } from './core/boot-emulator.ts'
import type { ImageLocation } from './core/protocol.ts'
import { readFile } from 'node:fs/promises'
import { createZstdDecompress } from 'node:zlib'
import { loadImage } from './core/load-image.ts'

/** Output buffer of the decompressor, in bytes. Its default of 16 KB makes thousands of pieces of a state. */
const DECOMPRESSION_CHUNK_BYTES = 1024 * 1024

const read = async (path: string): Promise<ArrayBuffer> => exactBuffer(await readFile(path))
const remedy = 'Bring back the committed image (git checkout -- scripts/images/embedded/built) and packages (npm ci), or make a new image (npm run image -- embedded).'

/**
 * Reads and checks an image from files.
 * @throws MachineError 'image-missing' or 'image-mismatch', naming the file, what was seen and what to do
 */
export function loadImageFiles(location: ImageLocation): Promise<MachineImage<ArrayBufferLike>> {
  return loadImage(location, {
    read,
    decompress: unpackState,
    remedy,
  })
}

/**
 * Reads and checks an image as it lies there, without unpacking it.
 * @throws MachineError as `loadImageFiles`
 */
export function checkImageFiles(location: ImageLocation): Promise<MachineImage<ArrayBufferLike>> {
  return loadImage(location, { read, remedy })
}

/**
 * Reads, checks and unpacks an image once for any number of machines, which share its memory. The check is done when the first promise is;
 * unpacking, several times as long, goes on behind the second.
 * @throws MachineError as `loadImageFiles`
 */
export async function preloadImageFiles(location: ImageLocation): Promise<{ image: Promise<MachineImage> }> {
  const { state, ...checked } = await checkImageFiles(location)
  const image = unpackState(state, checked.stateBytes).then(unpacked => ({ ...checked, state: unpacked }))
  // The caller that starts a machine gets the reason; until then there is none.
  image.catch(() => {})
  return { image }
}

/** Unpacked into memory that threads can share, piece by piece: the whole of it is never there twice. */
async function unpackState(state: ArrayBufferLike, bytes: number): Promise<SharedArrayBuffer> {
  const unpacked = new Uint8Array(new SharedArrayBuffer(bytes))
  const decompressor = createZstdDecompress({ chunkSize: DECOMPRESSION_CHUNK_BYTES })
  decompressor.end(new Uint8Array(state))
  let length = 0
  for await (const piece of decompressor as AsyncIterable<Buffer>) {
    unpacked.set(piece, length)
    length += piece.length
  }
  if (length !== bytes)
    throw new Error(`its state has ${length} bytes instead of ${bytes}. ${remedy}`)
  return unpacked.buffer
}

/** The bytes alone, without the pool that Node may have put them in. */
function exactBuffer(bytes: Buffer): ArrayBuffer {
  const { buffer, byteLength } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? buffer
    : Uint8Array.from(bytes).buffer
}
