import type { Buffer } from 'node:buffer'
import type { MachineImage } from './core/boot-emulator.ts'
import type { ImageLocation } from './core/protocol.ts'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { loadImage } from './core/load-image.ts'

/** Output buffer of the decompressor, in bytes. Its default of 16 KB makes thousands of pieces of a state. */
const DECOMPRESSION_CHUNK_BYTES = 8 * 1024 * 1024

const read = async (path: string): Promise<ArrayBuffer> => exactBuffer(await readFile(path))
const remedy = 'Bring back the committed image (git checkout -- scripts/images/embedded/built) and packages (npm ci), or make a new image (npm run image -- embedded).'

/**
 * Reads and checks an image from files.
 * @throws MachineError 'image-missing' or 'image-mismatch', naming the file, what was seen and what to do
 */
export function loadImageFiles(location: ImageLocation): Promise<MachineImage> {
  return loadImage(location, {
    read,
    decompress: async state => exactBuffer(await promisify(zstdDecompress)(state, { chunkSize: DECOMPRESSION_CHUNK_BYTES })),
    remedy,
  })
}

/**
 * Makes sure that an image can be used, without unpacking it: about a tenth of a second.
 * @throws MachineError as `loadImageFiles`
 */
export async function checkImageFiles(location: ImageLocation): Promise<void> {
  await loadImage(location, { read, remedy })
}

/** The bytes alone, without the pool that Node may have put them in. */
function exactBuffer(bytes: Buffer): ArrayBuffer {
  const { buffer, byteLength } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? buffer
    : Uint8Array.from(bytes).buffer
}
