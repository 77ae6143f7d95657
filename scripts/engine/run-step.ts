import type { Expectation } from '../../demos/define.ts'
import type { Machine } from '../machines/machine.ts'
import type { DemoErrorCode } from './demo-error.ts'
import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import type { PressPart } from './presses.ts'
import type { ResolvedFileStep, ResolvedStep } from './resolve-demo.ts'
import { waitUntil } from '../base/wait-until.ts'
import { DemoError } from './demo-error.ts'
import { writeMachineFile } from './editor/machine-file.ts'
import { reachPrompt, settle, unmarkedPrompt } from './reach-prompt.ts'
import { stepText } from './resolve-demo.ts'
import { holdLine, pressEnter, pressKeys, typeLine } from './type-line.ts'

/** Seconds a step may take where it does not say so itself. Fits the slowest command of the talk on the embedded machine. */
const DEFAULT_TIMEOUT_SECONDS = 20

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
  /** @default 'whole' */
  part?: PressPart
  /** The pane is ready, and the first key is about to be pressed. @default no progress */
  onBegin?: () => void
  /**
   * Settles when a step left to the speaker is to be typed by the kit after all.
   * Leave it out where nobody is there to type: rehearsal, recording, catching up.
   */
  speakerGaveUp?: Promise<void>
}

/**
 * Runs one step: brings its pane to a clean prompt, types it, waits for its end, checks what it promised. Its `line` alone is typed, and left there;
 * `enter` does the rest, with what the speaker has made of that line: what stands there is run, what they have run themselves is only judged,
 * and what they have dropped is typed anew. Throws `DemoError` `blocked`, with
 * nothing typed, where a program is in the way that only the speaker may end; and `timeout`, `expectation` or `shell-ended`, with the last
 * screen of the pane in the message.
 */
export async function runStep(step: ResolvedStep, context: StepContext): Promise<void> {
  if ('file' in step)
    return await runFileStep(step, context)
  const pane = context.panes.get(step.pane)!
  const timeout = step.timeout ?? DEFAULT_TIMEOUT_SECONDS
  const fail = (code: DemoErrorCode, problem: string, shown = pane): DemoError =>
    new DemoError(code, `${context.demo}, step ${context.number} of ${context.total} (${step.pane}: ${stepText(step)}): ${problem}\nLast screen of "${shown.options.name}":\n${shown.screen.text}`)

  if (pane.output.ended)
    throw fail('shell-ended', 'the shell of this pane has ended. Reset the demo.')
  const watched = context.panes.get(step.until?.pane ?? step.pane)!
  const begin = (): void => {
    for (const each of context.panes.values()) {
      each.output.begin(step.until && each === watched
        ? { pattern: step.until.output, skipEcho: !('keys' in step) && watched === pane }
        : undefined)
    }
    context.onBegin?.()
  }
  await perform(step, pane, context, begin)
  if (context.part === 'line')
    return

  const ended = (): boolean => step.until
    ? watched.output.found
    : pane.output.prompt.count > 0
  const inTime = await untilEnded(() => ended() || watched.output.ended, pane, watched, timeout, context)
  if (!inTime)
    throw fail('timeout', `did not end within ${timeout} s; it waited for ${step.until ? step.until.output : 'the prompt'}. Give the step a longer timeout, or an until that says what ends it.`, watched)
  if (!ended())
    throw fail('shell-ended', 'the shell of this pane ended during the step.', watched)
  pane.promptExpected = !step.until

  const problem = await unmet(step, pane, context)
  if (problem)
    throw fail('expectation', problem, context.panes.get(step.expect?.pane ?? step.pane)!)
}

/** A step that a shell takes part in. */
type ShellStep = Exclude<ResolvedStep, ResolvedFileStep>

/** Writes the next version of a file. Whoever shows it reads it from the machine. */
async function runFileStep(step: ResolvedFileStep, { demo, number, total, machine, signal, onBegin }: StepContext): Promise<void> {
  onBegin?.()
  await writeMachineFile(machine, step.path, step.text, { signal })
  const problem = step.expect?.check === undefined
    ? undefined
    : await failedCheck(step.expect.check, machine, signal)
  if (problem)
    throw new DemoError('expectation', `${demo}, step ${number} of ${total} (${step.pane}: ${stepText(step)}): ${problem}`)
}

/** Waits for a step's end; that of a command in a shell without marks is asked for. Resolves with whether it came in time. */
async function untilEnded(ended: () => boolean, pane: Pane, watched: Pane, timeout: number, { machine, signal }: StepContext): Promise<boolean> {
  const over = new AbortController()
  if (pane.output.prompt.isUnmarked) {
    unmarkedPrompt(pane, {
      machine,
      signal: AbortSignal.any([signal, over.signal]),
    })
      .catch(() => { /* Aborted: the step has ended otherwise. */ })
  }
  try {
    return await waitUntil(ended, watched.output.onChange, timeout * 1000, signal)
  }
  finally {
    over.abort()
  }
}

/** Types the command or presses the keys, at a clean prompt. Calls `begin` right before. Resolves once the last key is sent. */
async function perform(step: ShellStep, pane: Pane, context: StepContext, begin: () => void): Promise<void> {
  const { prompt } = pane.output
  if (context.part === 'enter' && prompt.takeEntered()) {
    context.onBegin?.()
    return
  }
  if ('speaker' in step && context.speakerGaveUp) {
    begin()
    if (await speakerTyped(pane, context))
      return
  }
  const stands = context.part === 'enter' && hasLine(pane)
  if (!stands && pane.promptExpected)
    await settle(pane, context.signal)
  pane.kitTypes = true
  try {
    if (!stands)
      await prepare(pane, context)
    prompt.takeOver()
    begin()
    if (stands)
      pressEnter(pane)
    else if ('keys' in step)
      await pressKeys(step.keys, pane, context)
    else if (context.part === 'line')
      await holdLine(stepText(step), pane, context)
    else
      await typeLine(stepText(step), pane, context)
  }
  finally {
    pane.kitTypes = false
  }
}

/** The line that the kit typed stands there, or what the speaker has made of it. */
function hasLine(pane: Pane): boolean {
  const { standsAfter, touched } = pane.output.prompt
  return standsAfter !== undefined && !(touched && (pane.screen.isAlternate || pane.screen.cursorLine === standsAfter))
}

/** Makes sure that the next key goes where the demo means it to. @throws DemoError 'blocked' */
async function prepare(pane: Pane, { machine, signal, demo, number, total }: StepContext): Promise<void> {
  const { touched } = pane.output.prompt
  // After a step that ended by its own `until`, a program of the demo's own may run, in which only a command line can be cleaned.
  if (!pane.promptExpected && !touched)
    return
  const obstacle = await reachPrompt(pane, { machine, signal })
  if (obstacle && pane.promptExpected) {
    const { name } = pane.options
    const what = obstacle.program === undefined
      ? 'Something still runs'
      : `${obstacle.program} runs`
    throw new DemoError('blocked', `${what} in "${name}". ${obstacle.wayOut}, then go on: step ${number} of ${total} is typed then (${demo}).`)
  }
}

/** Waits until the speaker has run a command in the pane, or has given up. Resolves with which of the two it was. */
async function speakerTyped(pane: Pane, { signal, speakerGaveUp }: StepContext): Promise<boolean> {
  const waiting = new AbortController()
  const { output } = pane
  const typed = waitUntil(() => (output.prompt.commandSeen && output.prompt.isReady) || output.ended, output.onChange, Number.POSITIVE_INFINITY, AbortSignal.any([signal, waiting.signal]))
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

/** The first promise of the step that did not come true, in words. */
async function unmet(step: ShellStep, pane: Pane, { machine, panes, signal }: StepContext): Promise<string | undefined> {
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
  const { exitCode } = pane.output.prompt
  if (!step.until && expectedExit !== undefined && exitCode !== undefined && exitCode !== expectedExit)
    return `expected exit status ${expectedExit}, but it was ${exitCode}. If that is right, say \`expect: { exit: ${exitCode} }\`.`
  if (expect.exit !== undefined && exitCode === undefined)
    return `expected exit status ${expect.exit}, but the shell did not tell one (is it a nested shell, or one without prompt marks?).`
  return expect.check
    ? await failedCheck(expect.check, machine, signal)
    : undefined
}

async function failedCheck(check: string, machine: Machine, signal: AbortSignal): Promise<string | undefined> {
  const result = await machine.run(check, { signal })
  return result.exitCode === 0
    ? undefined
    : `the check failed with exit status ${result.exitCode}:\n${check.trim()}\n${(result.stdout + result.stderr).trim()}`
}
