import { splitInput } from '../protocol/split-input.ts'
import { DemoError } from './demo-error.ts'

/**
 * What a terminal puts around a paste (xterm's control sequences, "Bracketed Paste Mode"). Readline takes what stands between them literally, also
 * where `enable-bracketed-paste` is off, which only keeps it from asking for them.
 */
const BEGIN = '\x1B[200~'
const END = '\x1B[201~'
/** Characters sent in one go, and milliseconds until the next ones: no faster than an emulated machine takes them, or a Ctrl-C would wait behind them. */
const PIECE_CHARS = 1_024
const PIECE_MS = 50
/** Control characters, which a terminal or shell would take for keys; all but tabs and line ends. */
// eslint-disable-next-line no-control-regex
const KEYS = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F]/g

export interface PasteTarget {
  write: (data: string) => void
  /** Who reads the terminal now tells a paste from keys. */
  isBracketed: () => boolean
}

/** A paste on its way to a shell: piece by piece, so that it can be stopped. */
export class Paste {
  /** Resolves when all of it has been sent, and rejects with `DemoError` `busy` when the rest was dropped. */
  readonly ended: Promise<void>
  readonly #target: PasteTarget
  readonly #pieces: string[]
  readonly #count: number
  readonly #isBracketed: boolean
  readonly #end = Promise.withResolvers<void>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(text: string, target: PasteTarget) {
    this.ended = this.#end.promise
    this.#target = target
    this.#pieces = splitInput(text.replaceAll(/\r?\n/g, '\r').replaceAll(KEYS, ''), PIECE_CHARS)
    this.#count = this.#pieces.length
    this.#isBracketed = target.isBracketed()
    this.#pump()
  }

  /** Some of it has not been sent yet. */
  get isUnderWay(): boolean {
    return this.#timer !== undefined
  }

  /** Drops what has not been sent; what has been sent stays where it is. */
  stop(reason: string): void {
    if (!this.isUnderWay)
      return
    if (this.#isBracketed)
      this.#target.write(END)
    this.drop(reason)
  }

  /** Drops what has not been sent, where who was to get it is gone. */
  drop(reason: string): void {
    if (!this.isUnderWay)
      return
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#end.reject(new DemoError('busy', `The rest of what was pasted has been dropped: ${reason}`))
  }

  readonly #pump = (): void => {
    // A program has ended, and its shell would run the rest as commands; or a shell has begun a program.
    if (this.#isBracketed !== this.#target.isBracketed())
      return this.drop('another program reads the terminal now.')
    this.#timer = undefined
    const isFirst = this.#pieces.length === this.#count
    const piece = this.#pieces.shift()
    const isLast = this.#pieces.length === 0
    if (piece !== undefined) {
      this.#target.write(this.#isBracketed
        ? (isFirst ? BEGIN : '') + piece + (isLast ? END : '')
        : piece)
    }
    if (isLast)
      this.#end.resolve()
    else
      this.#timer = setTimeout(this.#pump, PIECE_MS)
  }
}
