import type { ScreenCodesOptions } from './screen/screen-codes.ts'
import headless from '@xterm/headless'
import { SCROLLBACK_LINES } from '../protocol/terminal.ts'
import { useGuestWidths } from './screen/character-widths.ts'
import { mendErase } from './screen/mend-erase.ts'
import { Palette } from './screen/palette.ts'
import { screenCodes } from './screen/screen-codes.ts'
import { UnparsedTail } from './screen/unparsed-tail.ts'
import { coreOf } from './screen/xterm-core.ts'

export type HeadlessTerminal = InstanceType<typeof headless.Terminal>

/** A terminal without a window, whose state can be written down. */
export interface KeptTerminal {
  terminal: HeadlessTerminal
  /** Puts output into the terminal, after what was put there before. Calls back once it is on the screen. */
  write: (data: string, done?: () => void) => void
  /**
   * Screen and scrollback as escape sequences that bring a terminal of the same size, fresh from a full reset, to the same state: it shows
   * the same now, and after any output that follows.
   */
  serialize: (options?: ScreenCodesOptions) => string
}

/** Makes the terminal that keeps a pane's screen, the same for live shells and recordings. */
export function createKeptTerminal({ columns, rows }: { columns: number, rows: number }): KeptTerminal {
  const terminal = new headless.Terminal({
    cols: columns,
    rows,
    scrollback: SCROLLBACK_LINES,
    allowProposedApi: true,
    // What a program prints that is no sequence is no error here.
    logLevel: 'off',
  })
  mendErase(terminal)
  useGuestWidths(terminal)
  const core = coreOf(terminal)
  const palette = new Palette(core)
  const tail = new UnparsedTail(core)
  return {
    terminal,
    write: (data, done) => terminal.write(data, () => {
      tail.take(data)
      done?.()
    }),
    serialize: options => screenCodes(core, palette, options) + tail.text,
  }
}
