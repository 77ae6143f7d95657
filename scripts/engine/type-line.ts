import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import { delay } from '../base/delay.ts'
import { waitUntil } from '../base/wait-until.ts'
import { FURTHER_INDENT, typedCommand, unbrokenCommand } from './break-command.ts'
import { keySequence } from './keys.ts'
import { INTERRUPT } from './obstacle.ts'
import { typingDelays } from './pace.ts'

/** Milliseconds in which a shell shows what is typed, on a slow machine too. */
const ECHO_MS = 1_000
/** Shows again what is typed. The blank keeps it out of the history. */
const ECHO_ON = ' stty echo\r'
/** Puts a line feed on the command line, rather than entering it: Ctrl-V quotes the key that follows (readline's `quoted-insert`). */
const QUOTED_LINE_FEED = '\x16\n'

export interface TypingOptions {
  pace: Pace
  signal: AbortSignal
}

/** Types a command line into a pane, at an empty one, and presses Enter. */
export async function typeLine(line: string, pane: Pane, options: TypingOptions): Promise<void> {
  await putEchoedLine(line, pane, options)
  await delay(typingDelays(line, options.pace).enter, options.signal)
  pressEnter(pane)
}

/** Types a command line into a pane, at an empty one, and leaves it there. Resolves when it can be seen; where a program shows no typing, after a moment. */
export async function holdLine(line: string, pane: Pane, options: TypingOptions): Promise<void> {
  const { output, screen: { cursorLine: before } } = pane
  await putEchoedLine(line, pane, options)
  output.prompt.hold(before)
  await waitUntil(() => showsLine(pane, line) || output.ended, output.onChange, ECHO_MS, options.signal)
}

/** Whether a line stands at the pane's cursor, also broken as the kit types it. */
export function showsLine({ screen }: Pane, line: string): boolean {
  return unbrokenCommand(screen.textToCursor).endsWith(line.trimEnd())
}

/** Enters the line that stands in a pane. */
export function pressEnter(pane: Pane): void {
  pane.output.prompt.submit()
  pane.write('\r')
}

/** Presses keys of a demo, one after the other. */
export async function pressKeys(keys: readonly string[], pane: Pane, { pace, signal }: TypingOptions): Promise<void> {
  for (const key of keys) {
    pane.write(keySequence(key)!)
    await delay(typingDelays(' ', pace).characters[0] ?? 0, signal)
  }
}

async function putEchoedLine(line: string, pane: Pane, options: TypingOptions): Promise<void> {
  const { prompt } = pane.output
  await putLine(line, pane, options)
  if (prompt.isUsed && prompt.isReady && !prompt.isUnmarked && !await isEchoed(pane, options)) {
    await showTyping(pane, options)
    await putLine(line, pane, options)
  }
}

async function putLine(line: string, pane: Pane, { pace, signal }: TypingOptions): Promise<void> {
  const text = brokenLine(line, pane)
  const { characters } = typingDelays(text, pace)
  const keys = [...text].map(character => character === '\n'
    ? QUOTED_LINE_FEED
    : character)
  if (characters.length === 0)
    return pane.write(keys.join(''))
  for (const [index, key] of keys.entries()) {
    pane.write(key)
    await delay(characters[index]!, signal)
  }
}

/** A line with line feeds where the pane has no room for more of it, if a shell is there that takes them for a part of the line. */
function brokenLine(line: string, { options: { columns }, screen: { cursorColumn }, output: { prompt } }: Pane): string {
  // A row that is full to its end has the cursor in the next one.
  return prompt.isReady && !prompt.isUnmarked
    ? typedCommand(line, columns - cursorColumn - 1, columns - FURTHER_INDENT - 1)
    : line
}

/** Whether the audience can see what was typed. */
async function isEchoed({ output }: Pane, { signal }: TypingOptions): Promise<boolean> {
  return await waitUntil(() => output.prompt.changed || output.ended, output.onChange, ECHO_MS, signal)
}

/** Ends the speaker's `stty -echo`, with a command that is not shown, because it is not echoed. */
async function showTyping(pane: Pane, { signal }: TypingOptions): Promise<void> {
  const { output } = pane
  for (const keys of [INTERRUPT, ECHO_ON]) {
    const { count } = output.prompt
    pane.write(keys)
    await waitUntil(() => output.prompt.count > count || output.ended, output.onChange, ECHO_MS, signal)
  }
}
