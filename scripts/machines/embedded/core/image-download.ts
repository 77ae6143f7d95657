import type { ImageCache } from './image-cache.ts'
import { withDeadline } from '../../../base/deadline.ts'
import { sum } from '../../../base/sum.ts'

/** Least growth of the share that is worth saying; a download comes in thousands of pieces. */
const STEP = 0.005
/**
 * Milliseconds in which a file has to begin, before it is asked for again. Firefox 153, on a computer with much else to do, was seen to never
 * begin with the state in one of ten starts, both from its cache and from a server, while smaller files came.
 */
const BEGIN_MS = 5_000
/** How often a file is asked for. The last time it is waited for: a slow server is no fault. */
const TRIES = 3

export interface ImageDownloadOptions {
  /** Where files of an earlier visit are. @default none */
  cache?: Pick<ImageCache, 'get' | 'put'> | undefined
  /** The share of all bytes that is there, 0 … 1. */
  onProgress: (share: number) => void
  /** Milliseconds in which a file has to begin. @default 5 s */
  beginMs?: number
}

type Piece = Uint8Array<ArrayBuffer>

/** A file of which the first piece is there. */
interface BegunFile {
  first: ReadableStreamReadResult<Piece>
  reader: ReadableStreamDefaultReader<Piece>
  isKept: boolean
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
    const file = await this.#begin(url)
    const bytes = await this.#receive(file, onPiece)
    if (!file.isKept)
      this.#options.cache?.put(url, bytes)
    return bytes
  }

  /** Says how many bytes there will be, without which there is no share. */
  expect(bytes: number): void {
    this.#total = bytes
    this.#count(0)
  }

  async #begin(url: string): Promise<BegunFile> {
    const { beginMs = BEGIN_MS } = this.#options
    for (let left = TRIES - 1; left > 0; left--) {
      const late = new Error('late')
      const ask = new AbortController()
      try {
        return await withDeadline(this.#open(url, ask.signal), beginMs, () => late)
      }
      catch (error) {
        if (error !== late)
          throw error
        ask.abort()
      }
    }
    return await this.#open(url)
  }

  async #open(url: string, signal?: AbortSignal): Promise<BegunFile> {
    const kept = await this.#options.cache?.get(url)
    const response = kept ?? await fetch(url, { signal: signal ?? null }).catch((cause: unknown) => {
      throw new Error('it could not be fetched', { cause })
    })
    if (!response.ok)
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd())
    const reader = response.body!.getReader()
    return {
      reader,
      first: await this.#next(reader),
      isKept: kept !== undefined,
    }
  }

  async #receive({ first, reader }: BegunFile, onPiece?: (piece: Uint8Array) => void): Promise<ArrayBuffer> {
    const parts: Piece[] = []
    for (let { done, value } = first; !done; { done, value } = await this.#next(reader)) {
      parts.push(value!)
      onPiece?.(value!)
      this.#count(value!.byteLength)
    }
    const bytes = new Uint8Array(sum(parts.map(({ byteLength }) => byteLength)))
    let start = 0
    for (const part of parts) {
      bytes.set(part, start)
      start += part.byteLength
    }
    return bytes.buffer
  }

  async #next(reader: ReadableStreamDefaultReader<Piece>): Promise<ReadableStreamReadResult<Piece>> {
    return await reader.read().catch((cause: unknown) => {
      throw new Error('the connection broke while it was fetched', { cause })
    })
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
