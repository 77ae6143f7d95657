import { SerializeAddon } from '@xterm/addon-serialize'
import headless from '@xterm/headless'
import { SCROLLBACK_LINES } from '../protocol/terminal.ts'

export type HeadlessTerminal = InstanceType<typeof headless.Terminal>

/** A terminal without a window, whose state can be written down. */
export interface KeptTerminal {
  terminal: HeadlessTerminal
  /** Screen and scrollback as escape sequences that bring an empty terminal of the same size to the same state. */
  serialize: (options?: { scrollback?: number }) => string
}

/** Makes the terminal that keeps a pane's screen, the same for live shells and recordings. */
export function createKeptTerminal({ columns, rows }: { columns: number, rows: number }): KeptTerminal {
  const terminal = new headless.Terminal({
    cols: columns,
    rows,
    scrollback: SCROLLBACK_LINES,
    allowProposedApi: true,
  })
  const serializer = new SerializeAddon()
  terminal.loadAddon(serializer as never)
  return {
    terminal,
    serialize: options => serializer.serialize(options),
  }
}
