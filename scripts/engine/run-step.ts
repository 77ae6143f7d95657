import type { Expectation, Step } from '../../demos/define.ts'
import type { Machine } from '../machines/machine.ts'
import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import { delay } from './delay.ts'
import { DemoError } from './demo-error.ts'
import { keySequence } from './keys.ts'
import { typingDelays } from './pace.ts'
import { stepText } from './resolve-demo.ts'
import { waitUntil } from './wait-until.ts'

/** Seconds a step may take where it does not say so itself. Fits the slowest command of the talk on the embedded machine. */
const DEFAULT_TIMEOUT_SECONDS = 20
/** Readline: end of line, then kill back to its start. Clears what the speaker left on the command line. */
const CLEAR_LINE = '\x05\x15'

export interface StepContext {
  demo: string
  /** Position of the step, from 1. */
  number: number
  /** Steps of the demo. */
  total: number
  panes: ReadonlyMap<string, Pane>
  machine: Machine
  pace: Pace
  signal: AbortSignal
  /**
   * Settles when a step left to the speaker is to be typed by the kit after all.
   * Leave it out where nobody is there to type: rehearsal, recording, catching up.
   */
  speakerGaveUp?: Promise<void>
}

/**
 * Runs one step: types it, waits for its end, checks what it promised.
 * Throws `DemoError` `timeout`, `expectation`, `busy` or `shell-ended`, with the last screen of the pane in the message.
 */
export async function runStep(step: Step, context: StepContext): Promise<void> {
  const pane = context.panes.get(step.pane)!
  const timeout = step.timeout ?? DEFAULT_TIMEOUT_SECONDS
  const fail = (code: 'timeout' | 'expectation' | 'busy' | 'shell-ended', problem: string, shown = pane): DemoError =>
    new DemoError(code, `${context.demo}, step ${context.number} of ${context.total} (${step.pane}: ${stepText(step)}): ${problem}\nLast screen of "${shown.options.name}":\n${shown.screenText()}`)

  if (pane.output.ended)
    throw fail('shell-ended', 'the shell of this pane has ended. Reset the demo.')
  if (pane.promptExpected && !await waitUntil(() => pane.output.atPrompt || pane.output.ended, pane.output.onChange, timeout * 1000, context.signal))
    throw fail('busy', 'something still runs in this pane. Click into it and press Ctrl-C, then go on, or reset the demo.')
  for (const each of context.panes.values())
    each.output.begin()
  await perform(step, pane, context)

  const watched = context.panes.get(step.until?.pane ?? step.pane)!
  const ended = (): boolean => step.until
    ? step.until.output.test(watched.output.text({ skipEcho: !('keys' in step) && watched === pane }))
    : pane.output.prompts > 0
  const inTime = await waitUntil(() => ended() || watched.output.ended, watched.output.onChange, timeout * 1000, context.signal)
  if (!inTime)
    throw fail('timeout', `did not end within ${timeout} s; it waited for ${step.until ? step.until.output : 'the prompt'}. Give the step a longer timeout, or an until that says what ends it.`, watched)
  if (!ended())
    throw fail('shell-ended', 'the shell of this pane ended during the step.', watched)
  pane.promptExpected = !step.until

  const problem = await unmet(step, pane, context)
  if (problem)
    throw fail('expectation', problem, context.panes.get(step.expect?.pane ?? step.pane)!)
}

/** Types the command or presses the keys. Resolves once the last key is sent. */
async function perform(step: Step, pane: Pane, context: StepContext): Promise<void> {
  if ('keys' in step) {
    for (const key of step.keys) {
      pane.write(keySequence(key)!)
      await delay(typingDelays(' ', context.pace).characters[0] ?? 0, context.signal)
    }
    return
  }
  if ('speaker' in step && context.speakerGaveUp && await speakerTyped(pane, context))
    return
  await typeLine('speaker' in step
    ? step.speaker
    : step.type, pane, context)
}

/** Waits until the speaker has run a command in the pane, or has given up. Resolves with which of the two it was. */
async function speakerTyped(pane: Pane, { signal, speakerGaveUp }: StepContext): Promise<boolean> {
  const waiting = new AbortController()
  const typed = waitUntil(() => pane.output.ranCommand || pane.output.ended, pane.output.onChange, Number.POSITIVE_INFINITY, AbortSignal.any([signal, waiting.signal]))
  try {
    return await Promise.race([
      typed,
      speakerGaveUp!.then(() => false),
    ])
  }
  finally {
    waiting.abort()
    typed.catch(() => { /* Aborted above; the race has been decided. */ })
  }
}

async function typeLine(line: string, pane: Pane, { pace, signal }: StepContext): Promise<void> {
  if (pane.touched && pane.output.atPrompt)
    pane.write(CLEAR_LINE)
  pane.touched = false
  const delays = typingDelays(line, pace)
  if (delays.characters.length === 0) {
    pane.write(line)
  }
  else {
    for (const [index, character] of [...line].entries()) {
      pane.write(character)
      await delay(delays.characters[index]!, signal)
    }
  }
  await delay(delays.enter, signal)
  pane.output.submit()
  pane.write('\r')
}

/** The first promise of the step that did not come true, in words. */
async function unmet(step: Step, pane: Pane, { machine, panes, signal }: StepContext): Promise<string | undefined> {
  const expect: Expectation = step.expect ?? {}
  const checked = panes.get(expect.pane ?? step.pane)!
  const text = checked.output.text({ skipEcho: !('keys' in step) && checked === pane })
  if (expect.output && !expect.output.test(text))
    return `expected output to match ${expect.output}, but it was:\n${text.trim() || '(nothing)'}`
  if (expect.not && expect.not.test(text))
    return `expected output not to match ${expect.not}, but it was:\n${text.trim()}`
  // A command that fails without anybody having said so is a mistake in the demo, or a machine that lacks something.
  const expectedExit = expect.exit ?? ('keys' in step
    ? undefined
    : 0)
  const { exitCode } = pane.output
  if (!step.until && expectedExit !== undefined && exitCode !== undefined && exitCode !== expectedExit)
    return `expected exit status ${expectedExit}, but it was ${exitCode}. If that is right, say \`expect: { exit: ${exitCode} }\`.`
  if (expect.exit !== undefined && exitCode === undefined)
    return `expected exit status ${expect.exit}, but the shell did not tell one (is it a nested shell, or one without prompt marks?).`
  if (expect.check) {
    const result = await machine.run(expect.check, { signal })
    if (result.exitCode !== 0)
      return `the check failed with exit status ${result.exitCode}:\n${expect.check.trim()}\n${(result.stdout + result.stderr).trim()}`
  }
  return undefined
}
