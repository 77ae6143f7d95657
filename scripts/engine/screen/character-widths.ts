import type { IUnicodeHandling, IUnicodeVersionProvider } from '@xterm/headless'
import { GUEST_WIDTHS } from './guest-widths.ts'

/** Where the table begins. Before it, every character that is printed has one column. */
const FIRST = 0xA0
/** Name of the widths among those that xterm knows. */
const VERSION = 'guest'

/** First code points of the runs, in order, and the columns of each. */
const starts: number[] = []
const columns: (0 | 1 | 2)[] = []

const provider: IUnicodeVersionProvider = {
  version: VERSION,
  wcwidth: characterWidth,
  /** As xterm's own: a character without columns joins the one before it, if that has any. Columns from bit 1 on, joining in bit 0. */
  charProperties(codePoint, preceding) {
    const width = characterWidth(codePoint)
    const before = preceding >> 1 & 3
    return width === 0 && before > 0
      ? before << 1 | 1
      : width << 1
  },
}

/**
 * Lets a terminal give each character as many columns as the programs in the guest believe it has, or the cursor of a command line would stand
 * where Bash does not know it. xterm's own tables, and its addons', follow other versions of Unicode and other rules for emoji.
 */
export function useGuestWidths({ unicode }: { readonly unicode: IUnicodeHandling }): void {
  unicode.register(provider)
  unicode.activeVersion = VERSION
}

/** Columns of a character that is no control character. */
export function characterWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < FIRST)
    return 1
  if (starts.length === 0)
    readTable()
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (starts[middle]! <= codePoint)
      low = middle
    else
      high = middle
  }
  return columns[low]!
}

function readTable(): void {
  let codePoint = FIRST
  for (const run of GUEST_WIDTHS.trim().split(/\s/)) {
    starts.push(codePoint)
    columns.push(Number(run[0]) as 0 | 1 | 2)
    codePoint += Number.parseInt(run.slice(1), 36)
  }
}
