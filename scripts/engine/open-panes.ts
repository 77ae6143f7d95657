import type { Machine } from '../machines/machine.ts'
import type { Pane } from './pane.ts'
import { waitUntil } from '../base/wait-until.ts'
import { DemoError } from './demo-error.ts'

/** Milliseconds until a fresh shell must have shown its prompt. */
const FIRST_PROMPT_MS = 15_000

/** Gives every pane of a demo a shell at its prompt. @throws DemoError 'timeout' */
export async function openPanes(demo: string, machine: Machine, panes: Iterable<Pane>, signal: AbortSignal): Promise<void> {
  await Promise.all(Array.from(panes, pane => openPane(demo, machine, pane, signal)))
}

/** Gives a pane a shell at its prompt. @throws DemoError 'timeout' */
export async function openPane(demo: string, machine: Machine, pane: Pane, signal: AbortSignal): Promise<void> {
  const shell = await machine.openShell(pane.options, { signal })
  if (signal.aborted)
    shell.kill()
  signal.throwIfAborted()
  pane.attach(shell)
  if (!await waitUntil(() => pane.output.prompt.isReady, pane.output.onChange, FIRST_PROMPT_MS, signal))
    throw new DemoError('timeout', `${demo}: the shell of "${pane.options.name}" showed no prompt within ${FIRST_PROMPT_MS / 1000} s. Its screen:\n${pane.screen.text}`)
  pane.typeAhead()
}
