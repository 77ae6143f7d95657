import type { ImageCache } from './image-cache.ts'
import { withDeadline } from '../../../base/deadline.ts'
import { sum } from '../../../base/sum.ts'

/** Least growth of the share that is worth saying; a download comes in thousands of pieces. */
const STEP = 0.005
/**
 * Milliseconds without a byte of a file, after which it is asked for again. Firefox 153, on a computer with much else to do, was seen to stop
 * in one of ten starts near the beginning of the state, both from its cache and from a server, while smaller files came.
 */
const STALL_MS = 8_000
/** How often a file is asked for. The last time it is waited for: a slow server is no fault. */
const TRIES = 3

export interface ImageDownloadOptions {
  /** Where files of an earlier visit are. @default none */
  cache?: Pick<ImageCache, 'get' | 'put'> | undefined
  /** The share of all bytes that is there, 0 … 1. */
  onProgress: (share: number) => void
  /** Milliseconds without a byte, after which a file is asked for again. @default 8 s */
  stallMs?: number
}

type Piece = Uint8Array<ArrayBuffer>

/** A file that is asked for. */
interface AskedFile {
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
    const { stallMs = STALL_MS } = this.#options
    const parts: Piece[] = []
    const take = (piece: Piece): void => {
      parts.push(piece)
      onPiece?.(piece)
      this.#count(piece.byteLength)
    }
    for (let left = TRIES - 1; ; left--) {
      const ask = new AbortController()
      const late = new Error('late')
      const timely = <Result>(promise: Promise<Result>): Promise<Result> => left > 0
        ? withDeadline(promise, stallMs, () => late)
        : promise
      try {
        const file = await timely(this.#ask(url, ask.signal))
        await this.#receive(() => timely(this.#next(file)), sum(parts.map(({ byteLength }) => byteLength)), take)
        const bytes = await new Blob(parts).arrayBuffer()
        if (!file.isKept)
          this.#options.cache?.put(url, bytes)
        return bytes
      }
      catch (error) {
        if (error !== late)
          throw error
        ask.abort()
      }
    }
  }

  /** Says how many bytes there will be, without which there is no share. */
  expect(bytes: number): void {
    this.#total = bytes
    this.#count(0)
  }

  async #ask(url: string, signal: AbortSignal): Promise<AskedFile> {
    const kept = await this.#options.cache?.get(url)
    const response = kept ?? await fetch(url, { signal }).catch((cause: unknown) => {
      throw new Error('it could not be fetched', { cause })
    })
    if (!response.ok)
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd())
    return {
      reader: response.body!.getReader(),
      isKept: kept !== undefined,
    }
  }

  async #next({ reader }: AskedFile): Promise<Piece | undefined> {
    const { value } = await reader.read().catch((cause: unknown) => {
      throw new Error('the connection broke while it was fetched', { cause })
    })
    return value
  }

  /** Takes the pieces beyond those bytes that are there from an earlier try. */
  async #receive(next: () => Promise<Piece | undefined>, there: number, take: (piece: Piece) => void): Promise<void> {
    let known = there
    for (let piece = await next(); piece; piece = await next()) {
      if (piece.byteLength > known)
        take(piece.subarray(known))
      known = Math.max(0, known - piece.byteLength)
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
