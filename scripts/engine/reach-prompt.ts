import type { Machine } from '../machines/machine.ts'
import type { Obstacle, PaneUse } from './obstacle.ts'
import type { Pane } from './pane.ts'
import { delay } from '../base/delay.ts'
import { waitUntil } from '../base/wait-until.ts'
import { readForeground } from './foreground.ts'
import { INTERRUPT, isPassing, paneUse } from './obstacle.ts'

/** Milliseconds in which a command of the speaker's may end by itself, before it is said to be in the way. */
const SETTLE_MS = 1_000
/** Milliseconds in which a shell answers a key with a prompt, on a slow machine too. */
const ANSWER_MS = 1_000
/** Milliseconds that a shell without prompt marks must have been silent to be taken for ready. */
const SILENCE_MS = 150
/** Milliseconds until a shell that computes is looked at again, and how often, until it is taken for busy. */
const LOOK_AGAIN_MS = 100
const MAX_LOOKS = 10
/** Keys tried, one after the other: Ctrl-C itself may be quoted (Ctrl-V), and there may be a pager in a pager. */
const MAX_ATTEMPTS = 5
/** Of these, how many may go unanswered by a mark until the prompt is taken for one without marks. */
const UNMARKED_AFTER = 2

export interface ReachPromptOptions {
  machine: Machine
  signal: AbortSignal
}

/** Waits for a command that is about to end, for no longer than a speaker would. */
export async function settle({ output }: Pane, signal: AbortSignal): Promise<void> {
  await waitUntil(() => output.prompt.isReady || output.prompt.isUnmarked || output.ended, output.onChange, SETTLE_MS, signal)
}

/**
 * Brings a pane to an empty command line, whatever the speaker left there, as far as nothing is lost by it but a line that was never entered;
 * that one stays on the screen. Answers with what is in the way otherwise. What the marks of the prompt do not tell, the kernel is asked.
 */
export async function reachPrompt(pane: Pane, { machine, signal }: ReachPromptOptions): Promise<Obstacle | undefined> {
  const { output } = pane
  const { touched } = output.prompt
  const isClean = (): boolean => output.prompt.isClean && !(touched && pane.screen.isAlternate)
  let unanswered = 0
  for (let attempt = 0; attempt < MAX_ATTEMPTS && !isClean(); attempt++) {
    const use = await look(pane, { machine, signal })
    const isAtPrompt = use === undefined || use.kind === 'carrier'
      ? output.prompt.isReady
      : use.kind === 'prompt'
    if (!isAtPrompt && use?.kind !== 'viewer') {
      return use?.kind === 'busy' || use?.kind === 'carrier'
        ? use.obstacle
        : { wayOut: 'Press Ctrl-C' }
    }
    // The prompt may have come meanwhile.
    if (isClean())
      break
    if (isAtPrompt)
      await pane.resetModes()
    const { count } = output.prompt
    pane.write(use?.kind === 'viewer'
      ? use.keys[attempt % use.keys.length]!
      : INTERRUPT)
    const isAnswered = await waitUntil(() => output.prompt.count > count || output.ended, output.onChange, output.prompt.isUnmarked
      ? SILENCE_MS
      : ANSWER_MS, signal)
    if (!isAnswered && use?.kind === 'prompt' && (output.prompt.isUnmarked || ++unanswered >= UNMARKED_AFTER)) {
      await silence(pane, signal)
      output.assumePrompt()
    }
  }
  if (!isClean())
    return { wayOut: 'The shell does not answer. Press Ctrl-C there' }
  if (touched)
    await pane.resetModes()
  return undefined
}

/** What has the pane's terminal, once that is no passing state; undefined where it cannot be told. */
async function look({ shell }: Pane, { machine, signal }: ReachPromptOptions): Promise<PaneUse | undefined> {
  let foreground = await readForeground(machine, shell, signal)
  for (let looks = 1; foreground && isPassing(foreground) && looks < MAX_LOOKS; looks++) {
    await delay(LOOK_AGAIN_MS, signal)
    foreground = await readForeground(machine, shell, signal)
  }
  return foreground && paneUse(foreground)
}

/** Waits until a shell that marks no prompts waits for the next command line. */
export async function unmarkedPrompt(pane: Pane, { machine, signal }: ReachPromptOptions): Promise<void> {
  for (;;) {
    await silence(pane, signal)
    const foreground = await readForeground(machine, pane.shell, signal)
    if (foreground && paneUse(foreground).kind === 'prompt')
      return pane.output.assumePrompt()
  }
}

async function silence({ output }: Pane, signal: AbortSignal): Promise<void> {
  await delay(SILENCE_MS, signal)
  let { chars } = output
  for (;;) {
    await delay(SILENCE_MS, signal)
    if (chars === output.chars)
      return
    chars = output.chars
  }
}
