import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { Machine, Shell } from '../machines/machine.ts'
import type { BenchMachine } from './bench-machines.ts'
import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { Figure } from './figure.ts'
import process from 'node:process'
import { canRun } from '../engine/can-run.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { Session } from '../engine/session.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder } from '../system/project-paths.ts'
import { benchMachines } from './bench-machines.ts'
import { PROMPT_READY } from './prompt-ready.ts'
import { shown } from './shown.ts'

/** The demo that most of the talk leads to, and as many of its steps as most demos have. */
const DEMO = 'container-in-bash'
const STEPS = 12
/** States that are kept while keys are pressed. */
const KEPT = 10
const MEBIBYTE = 2 ** 20
/** 150 MB. */
const MEMORY_AIM = 150e6 / MEBIBYTE
const KEY_AIM_MS = 100

/** What it takes to go back by a step, beside a reset in the same run, and to keep the states for it. */
export const backBenchmark: Benchmark = {
  name: 'back',
  description: 'a step back, a reset, memory of kept states, and keys typed while a state is kept',
  async measure(context) {
    const chain = demoChain(await readDemos(demosFolder), DEMO)
    const figures: Figure[] = []
    for (const machine of await benchMachines(context)) {
      if (!canRun(chain, machine.factory.kind))
        continue
      figures.push(...await sessionFigures(machine, chain, context), ...await keyFigures(machine, context))
    }
    return figures
  },
}

async function sessionFigures({ name, factory }: BenchMachine, chain: readonly ResolvedDemo[], { runs, report }: BenchmarkContext): Promise<Figure[]> {
  const backs: number[] = []
  const resets: number[] = []
  const wholes: number[] = []
  const memory: number[] = []
  for (let run = 1; run <= runs; run++) {
    report(`back: ${name} ${run} of ${runs}`)
    const session = new Session({ chain, createMachine: factory.create, pace: 'fast' })
    const stand = async (wanted: number): Promise<void> => {
      await session.idle()
      const { state, step, message } = session.status
      if (state !== 'ready' || step !== wanted)
        throw new Error(`${DEMO} stands at step ${step} (${state}) instead of ${wanted}. ${message ?? ''}`)
    }
    try {
      await session.start()
      const before = process.memoryUsage.rss()
      session.advance(STEPS)
      await stand(STEPS)
      memory.push((process.memoryUsage.rss() - before) / MEBIBYTE)
      for (let step = STEPS - 1; step >= 0; step--) {
        const begin = performance.now()
        session.back(step)
        await stand(step)
        backs.push(performance.now() - begin)
        // Where nothing is kept, one is as good as twelve.
        if (step === STEPS - 1 && factory.kind !== 'embedded')
          break
      }
      const begin = performance.now()
      const ready = whenReady(session)
      const whole = session.reset()
      await ready
      resets.push(performance.now() - begin)
      await whole
      wholes.push(performance.now() - begin)
    }
    finally {
      await session.stop()
    }
  }
  return [
    { name: `${name}: a step back → prompt`, unit: 'ms', samples: backs },
    { name: `${name}: reset of the same demo → prompt`, unit: 'ms', samples: resets },
    { name: `${name}: the same → all prompts, and the start is kept`, unit: 'ms', samples: wholes },
    ...factory.kind === 'embedded'
      ? [
          {
            name: `${name}: ${STEPS} steps with their states kept`,
            unit: 'MiB' as const,
            samples: memory,
            aim: MEMORY_AIM,
          },
        ]
      : [],
  ]
}

/** Resolves when a session that is told to begin now has its first prompt. */
async function whenReady(session: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    const listener = session.onStatus(({ state }) => {
      if (state !== 'ready')
        return
      listener.dispose()
      resolve()
    })
  })
}

/** Keys are typed one after the other, while states are kept and while none are. */
async function keyFigures({ name, factory }: BenchMachine, { runs, report }: BenchmarkContext): Promise<Figure[]> {
  const usual: number[] = []
  const longest: number[] = []
  const saves: number[] = []
  const machine = factory.create()
  try {
    if (!machine.rewind)
      return []
    await machine.start(new AbortController().signal)
    const shell = await machine.openShell({ columns: 80, rows: 20 })
    await shown(shell, PROMPT_READY)
    await typeWhile(shell, () => save(machine))
    for (let run = 1; run <= runs; run++) {
      report(`back: ${name}, keys ${run} of ${runs}`)
      for (let kept = 0; kept < KEPT; kept++) {
        await machine.run('echo $RANDOM > /root/file')
        const begin = performance.now()
        longest.push(Math.max(...await typeWhile(shell, async () => {
          await save(machine)
          saves.push(performance.now() - begin)
        })))
        usual.push((await typeWhile(shell, async () => {}))[0]!)
      }
    }
  }
  finally {
    await machine.stop()
  }
  return [
    { name: `${name}: keeping a state`, unit: 'ms', samples: saves },
    { name: `${name}: key → echo at the server, usually`, unit: 'ms', samples: usual },
    {
      name: `${name}: longest key → echo while a state is kept`,
      unit: 'ms',
      samples: longest,
      aim: KEY_AIM_MS,
    },
  ]
}

async function save(machine: Machine): Promise<void> {
  await machine.save('bench')
}

/** Milliseconds of each key that was typed until `work` was done, the last of them included. */
async function typeWhile(shell: Shell, work: () => Promise<void>): Promise<number[]> {
  const echoes: number[] = []
  const over = new AbortController()
  const done = work().finally(() => over.abort())
  do {
    const begin = performance.now()
    const back = shown(shell, 'z')
    shell.write('z')
    await back
    echoes.push(performance.now() - begin)
  } while (!over.signal.aborted)
  await done
  shell.write('\x15')
  return echoes
}
