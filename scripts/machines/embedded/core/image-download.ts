import type { ImageCache } from './image-cache.ts'

/** Least growth of the share that is worth saying; a download comes in thousands of pieces. */
const STEP = 0.005

export interface ImageDownloadOptions {
  /** Where files of an earlier visit are. @default none */
  cache?: ImageCache | undefined
  /** The share of all bytes that is there, 0 … 1. */
  onProgress: (share: number) => void
}

/** Fetches the files of an image in a browser, from its cache where it has them, and says how far it is. */
export class ImageDownload {
  readonly #options: ImageDownloadOptions
  #total: number | undefined
  #read = 0
  #said = 0

  constructor(options: ImageDownloadOptions) {
    this.#options = options
  }

  /** Whole content of a file, whose pieces are told as they come. Rejects with what went wrong. */
  async read(url: string, onPiece?: (piece: Uint8Array) => void): Promise<ArrayBuffer> {
    const { cache } = this.#options
    const kept = await cache?.get(url)
    if (kept) {
      onPiece?.(new Uint8Array(kept))
      this.#count(kept.byteLength)
      return kept
    }
    const response = await fetch(url).catch((cause: unknown) => {
      throw new Error('it could not be fetched', { cause })
    })
    if (!response.ok)
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd())
    const bytes = await this.#receive(response, onPiece)
    cache?.put(url, bytes)
    return bytes
  }

  /** Says how many bytes there will be, without which there is no share. */
  expect(bytes: number): void {
    this.#total = bytes
    this.#count(0)
  }

  async #receive(response: Response, onPiece?: (piece: Uint8Array) => void): Promise<ArrayBuffer> {
    const parts: Uint8Array<ArrayBuffer>[] = []
    const reader = response.body!.getReader()
    while (true) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new Error('the connection broke while it was fetched', { cause })
      })
      if (done)
        return await new Blob(parts).arrayBuffer()
      parts.push(value)
      onPiece?.(value)
      this.#count(value.byteLength)
    }
  }

  #count(bytes: number): void {
    this.#read += bytes
    if (this.#total === undefined)
      return
    const share = Math.min(1, this.#read / this.#total)
    if (share < this.#said + STEP && share < 1)
      return
    this.#said = share
    this.#options.onProgress(share)
  }
}
