import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { RecordedRun } from '../engine/recorder.ts'
import type { SampleNews } from '../engine/sampler.ts'
import type { Machine } from '../machines/machine.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { Recorder } from '../engine/recorder.ts'
import { Session } from '../engine/session.ts'
import { definitionHash } from '../recordings/definition-hash.ts'
import { repeatPress } from './repeat-press.ts'
import { typedLineProblem } from './typed-line.ts'

/** How one rehearsal of one demo went. */
export interface RehearsalResult {
  demo: string
  title: string
  /** Steps that kept their promise, of `steps`. */
  green: number
  steps: number
  /** From an empty slide to the end of the last step. */
  seconds: number
  /** What each step took that was run to its end, without the time to type it. */
  stepSeconds: number[]
  /** What went wrong, with the last screen; undefined when all is green. */
  failure?: string
  /** What was recorded; undefined after a failure, and where steps were repeated. */
  recorded?: RecordedRun
}

export interface RehearseDemoOptions {
  catalogue: DemoCatalogue
  demo: string
  createMachine: () => Machine
  /** Every step is done, undone and done again; one of two presses, press by press. @default false */
  back?: boolean
  /** Called when a step begins, from 1. */
  onStep?: (step: number, steps: number) => void
  /** Ends the rehearsal; it rejects with the signal's reason, and no machine is left. */
  signal?: AbortSignal
}

/** Runs a demo on a fresh machine with nobody at the keyboard, and stops at the first step that breaks its promise. */
export async function rehearseDemo({ catalogue, demo, createMachine, back = false, onStep, signal }: RehearseDemoOptions): Promise<RehearsalResult> {
  signal?.throwIfAborted()
  const begin = performance.now()
  const chain = demoChain(catalogue, demo)
  const machine = createMachine()
  const session = new Session({
    chain,
    createMachine: () => machine,
    pace: 'fast',
    keepsSteps: back,
    // The setup is a part of what is rehearsed.
    keepsBeginning: back,
  })
  const recorder = new Recorder(session)
  const date = new Date()
  const stepSeconds: number[] = []
  let green = 0
  const stop = (): void => void session.stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    await session.start()
    const { steps } = session.demo
    let failure = problemOf(await session.takeSample())
    for (const [index, { step, part }] of session.presses.entries()) {
      if (session.status.state !== 'ready' || failure !== undefined)
        break
      if (part !== 'enter')
        onStep?.(step, steps.length)
      const pressBegin = performance.now()
      session.advance(index + 1)
      await session.idle()
      if (session.status.state === 'ready')
        stepSeconds[step - 1] = (stepSeconds[step - 1] ?? 0) + (performance.now() - pressBegin) / 1000
      if (back && session.status.state === 'ready')
        failure = await repeatPress(session, index + 1)
      if (part === 'line' && session.status.state === 'ready')
        failure ??= typedLineProblem(session, step)
      // The next step must not begin before the figure has shown what this one did.
      failure ??= problemOf(await session.takeSample())
      if (part !== 'line' && session.status.state === 'ready' && failure === undefined)
        green++
    }
    signal?.throwIfAborted()
    const { state, message } = session.status
    const failed = state !== 'ready' || failure !== undefined
    return {
      demo,
      title: session.demo.title,
      green,
      steps: steps.length,
      seconds: (performance.now() - begin) / 1000,
      stepSeconds,
      ...(failed
        ? { failure: failure ?? message ?? `ended in state ${state}` }
        : !back && {
            recorded: recorder.finish({
              machine: machine.kind,
              kernel: (await machine.run('uname -srm')).stdout.trim(),
              hash: definitionHash(chain),
              date,
            }),
          }),
    }
  }
  finally {
    signal?.removeEventListener('abort', stop)
    recorder.dispose()
    await session.stop()
  }
}

/** Why the figure could not be drawn. */
function problemOf(news: SampleNews | undefined): string | undefined {
  return news && 'problem' in news
    ? news.problem
    : undefined
}
