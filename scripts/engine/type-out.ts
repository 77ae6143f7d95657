import type { RecordedOutput } from './recording.ts'
import { typingDelays } from './pace.ts'

/** OSC 133;C: the shell begins to run the command. */
export const COMMAND_BEGINS = '\x1B]133;C'
/** A character of the echo with the escape sequences before it, which belong to it. */
// eslint-disable-next-line no-control-regex
const ECHOED = /(?:\x1B(?:\[[\d;?]*[\x40-\x7E]|\][^\x07\x1B]*(?:\x07|\x1B\\)))*(?:\r\n|[\s\S])/gu

/** Output of one pane of several. */
export interface PaneOutput extends RecordedOutput {
  pane: string
}

export interface TypedLine {
  pane: string
  text: string
}

/**
 * Spreads the echo of a typed line over the time that a person takes to type it. A rehearsal sends the line in one piece; the audience
 * of its recording should read along as it does live. What the command printed, and when after Enter, is left as it was.
 */
export function typeOut(part: readonly PaneOutput[], line: TypedLine): PaneOutput[] {
  const { echo, printed } = cutAtEnter(part, line.pane)
  const { typed, end } = spread(echo, line)
  const enter = end + typingDelays(line.text, 'human').enter / 1000
  return [
    ...typed,
    ...printed.map(output => ({ ...output, at: output.at + enter })),
  ]
}

/** The same up to Enter, and no further. */
export function typeLineOut(part: readonly PaneOutput[], line: TypedLine): PaneOutput[] {
  return spread(cutAtEnter(part, line.pane).echo, line).typed
}

/** What a step printed, cut where Enter was pressed: the echo of its line in its own pane, and all that came then. */
export function cutAtEnter(part: readonly PaneOutput[], pane: string): { echo: string, printed: PaneOutput[] } {
  const echo = echoOf(part.filter(output => output.pane === pane).map(({ data }) => data).join(''))
  let echoLeft = echo.length
  const printed = part.flatMap((output): PaneOutput[] => {
    const skipped = output.pane === pane
      ? Math.min(echoLeft, output.data.length)
      : 0
    echoLeft -= skipped
    const data = output.data.slice(skipped)
    return data === ''
      ? []
      : [
          { ...output, data },
        ]
  })
  return { echo, printed }
}

/** `end`: seconds until the last character has been typed. */
function spread(echo: string, line: TypedLine): { typed: PaneOutput[], end: number } {
  const echoed = echo.match(ECHOED) ?? []
  // Where the line is broken, there is more of it than its text.
  const { characters } = typingDelays(line.text.padEnd(echoed.length), 'human')
  let end = 0
  const typed = echoed.map((data, index): PaneOutput => {
    const output = { pane: line.pane, at: end, data }
    end += (characters[index] ?? 0) / 1000
    return output
  })
  return { typed, end }
}

/** The command line as the shell echoed it: up to the mark that the command begins, or without marks to the end of its line. */
function echoOf(text: string): string {
  const mark = text.indexOf(COMMAND_BEGINS)
  const before = mark === -1
    ? text.slice(0, Math.max(0, text.indexOf('\r\n')))
    : text.slice(0, mark)
  // Enter's own line break comes when it is pressed.
  return before.replace(/(?:\r\n)+$/, '')
}
