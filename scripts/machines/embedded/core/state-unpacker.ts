import type { Emulator } from './v86-emulator.ts'

/** Bytes that are unpacked at a time. v86's memory grows by that, and never shrinks again. */
const PIECE_BYTES = 1024 * 1024
/**
 * Packed bytes that are surely enough for a piece: a block takes no more than it unpacks to and three bytes (RFC 8878, 3.1.1.2), and the
 * decompressor reads whole blocks of 128 KiB at most.
 */
const ENOUGH_BYTES = PIECE_BYTES + 256 * 1024
/** Words of v86's decompressor that tell of what it unpacks (`ZSTD_inBuffer`): where it lies, its length, and how much of it has been read. */
const SOURCE = 1
const LENGTH = 2
const READ = 3

/** v86's own zstd decompressor, which takes its input as a whole: here it is asked only for what the input that is there already is enough for. */
export class StateUnpacker {
  readonly #cpu: Emulator['v86']['cpu']
  readonly #context: number
  readonly #source: number
  readonly #packedBytes: number
  readonly #unpacked: Uint8Array<ArrayBuffer>
  readonly #tellsHowFar: boolean
  #received = 0
  #length = 0

  /** For so many bytes that unpack to so many. */
  constructor({ v86: { cpu } }: Emulator, packedBytes: number, bytes: number) {
    this.#cpu = cpu
    this.#packedBytes = packedBytes
    this.#unpacked = new Uint8Array(bytes)
    this.#context = cpu.zstd_create_ctx(packedBytes) >>> 0
    this.#source = cpu.zstd_get_src_ptr(this.#context) >>> 0
    // Another build may have them elsewhere; then nothing is unpacked before all is there.
    this.#tellsHowFar = this.#word(SOURCE) === this.#source && this.#word(LENGTH) === packedBytes && this.#word(READ) === 0
  }

  /** Takes the next packed bytes. False where they are too many, or damaged: nothing will come of it. */
  take(piece: Uint8Array): boolean {
    if (this.#received + piece.length > this.#packedBytes)
      return false
    new Uint8Array(this.#cpu.wasm_memory.buffer, this.#source + this.#received, piece.length).set(piece)
    this.#received += piece.length
    while (this.#length < this.#unpacked.length && this.#isEnough) {
      if (!this.#unpack())
        return false
    }
    return true
  }

  /** All of it, unpacked; undefined where something is missing. */
  finish(): ArrayBuffer | undefined {
    return this.#length === this.#unpacked.length
      ? this.#unpacked.buffer
      : undefined
  }

  dispose(): void {
    this.#cpu.zstd_free_ctx(this.#context)
  }

  get #isEnough(): boolean {
    return this.#received === this.#packedBytes || (this.#tellsHowFar && this.#received >= this.#word(READ) + ENOUGH_BYTES)
  }

  #unpack(): boolean {
    const length = Math.min(PIECE_BYTES, this.#unpacked.length - this.#length)
    const piece = this.#cpu.zstd_read(this.#context, length) >>> 0
    if (piece === 0)
      return false
    this.#unpacked.set(new Uint8Array(this.#cpu.wasm_memory.buffer, piece, length), this.#length)
    this.#cpu.zstd_read_free(piece, length)
    this.#length += length
    return true
  }

  #word(index: number): number {
    return new Uint32Array(this.#cpu.wasm_memory.buffer, this.#context, READ + 1)[index]!
  }
}
