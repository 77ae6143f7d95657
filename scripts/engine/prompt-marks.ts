/** A prompt mark that a shell of the guest printed (OSC 133, "semantic prompts", after FinalTerm and freedesktop's specification). */
export type PromptMark
  = | { kind: 'prompt' }
    | { kind: 'input' }
    | { kind: 'output' }
    | { kind: 'done', exitCode: number | undefined }

/** A stretch of terminal output, or a mark that stood between two stretches. */
export type MarkedOutput = { text: string } | { mark: PromptMark }

const ESC = '\x1B'
const BEL = '\x07'
const INTRODUCER = `${ESC}]133;`
/** Longest mark we look for; a longer one is no mark of ours and passes as text. */
const MAX_MARK_CHARS = 64

const kinds: Record<string, 'prompt' | 'input' | 'output' | 'done'> = {
  A: 'prompt',
  B: 'input',
  C: 'output',
  D: 'done',
}

/**
 * Splits a stream of terminal output at its prompt marks. Marks may be cut anywhere between two chunks: what may still become
 * a mark is held back until the next chunk.
 */
export class PromptMarkScanner {
  #held: string

  /** Goes on after the beginning of a mark that another one held back. */
  constructor(held = '') {
    this.#held = held
  }

  /** What may still become a mark. */
  get held(): string {
    return this.#held
  }

  /** Takes the next chunk and returns what is certain by now, in order. */
  scan(chunk: string): MarkedOutput[] {
    let rest = this.#held + chunk
    this.#held = ''
    const found: MarkedOutput[] = []
    const addText = (text: string): void => {
      if (text !== '')
        found.push({ text })
    }
    while (true) {
      const start = rest.indexOf(INTRODUCER)
      if (start === -1) {
        const cut = rest.length - partialIntroducer(rest)
        addText(rest.slice(0, cut))
        this.#held = rest.slice(cut)
        return found
      }
      addText(rest.slice(0, start))
      rest = rest.slice(start)
      const end = endOfMark(rest.slice(0, MAX_MARK_CHARS))
      if (end === undefined) {
        if (rest.length < MAX_MARK_CHARS) {
          this.#held = rest
          return found
        }
        addText(INTRODUCER)
        rest = rest.slice(INTRODUCER.length)
        continue
      }
      const mark = parseMark(rest.slice(INTRODUCER.length, end.start))
      if (mark)
        found.push({ mark })
      rest = rest.slice(end.next)
    }
  }
}

/** How many characters at the end of `text` could be the beginning of a mark. */
function partialIntroducer(text: string): number {
  for (let length = Math.min(INTRODUCER.length - 1, text.length); length > 0; length--) {
    if (INTRODUCER.startsWith(text.slice(-length)))
      return length
  }
  return 0
}

/** An OSC sequence ends with BEL or with ST (`ESC \`). */
function endOfMark(text: string): { start: number, next: number } | undefined {
  const bel = text.indexOf(BEL)
  const st = text.indexOf(`${ESC}\\`, 1)
  if (bel === -1 && st === -1)
    return undefined
  return st === -1 || (bel !== -1 && bel < st)
    ? { start: bel, next: bel + 1 }
    : { start: st, next: st + 2 }
}

function parseMark(body: string): PromptMark | undefined {
  const [letter = '', exit] = body.split(';')
  const kind = Object.hasOwn(kinds, letter)
    ? kinds[letter]
    : undefined
  if (kind === 'done') {
    return {
      kind,
      exitCode: exit !== undefined && /^\d+$/.test(exit)
        ? Number(exit)
        : undefined,
    }
  }
  return kind && { kind }
}
