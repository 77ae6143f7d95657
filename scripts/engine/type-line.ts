import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import { delay } from '../base/delay.ts'
import { waitUntil } from '../base/wait-until.ts'
import { keySequence } from './keys.ts'
import { INTERRUPT } from './obstacle.ts'
import { typingDelays } from './pace.ts'

/** Milliseconds in which a shell shows what is typed, on a slow machine too. */
const ECHO_MS = 1_000
/** Shows again what is typed. The blank keeps it out of the history. */
const ECHO_ON = ' stty echo\r'

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
  const { output, cursorLine: before } = pane
  await putEchoedLine(line, pane, options)
  output.prompt.hold(before)
  await waitUntil(() => showsLine(pane, line) || output.ended, output.onChange, ECHO_MS, options.signal)
}

/** Whether a line stands at the pane's cursor. */
export function showsLine({ cursorLine }: Pane, line: string): boolean {
  return cursorLine.endsWith(line.trimEnd())
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
  const { characters } = typingDelays(line, pace)
  if (characters.length === 0)
    return pane.write(line)
  for (const [index, character] of [...line].entries()) {
    pane.write(character)
    await delay(characters[index]!, signal)
  }
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
