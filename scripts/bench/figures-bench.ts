import type { Session } from '../engine/session.ts'
import type { Benchmark } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { Buffer } from 'node:buffer'
import { setTimeout } from 'node:timers/promises'
import { SessionHub } from '../hub/session-hub.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder } from '../system/project-paths.ts'
import { benchMachines } from './bench-machines.ts'
import { cpuShare } from './cpu-share.ts'
import { enterHub } from './enter-hub.ts'
import { PROMPT_READY } from './prompt-ready.ts'

const SETTLE_MS = 3_000
const SHARE_MS = 4_000

/** For each set of parts: the figure that stands for all with the same parts, a command whose effect that figure must show, and one that undoes it. */
const cases = [
  {
    figure: 'ProcessTree, NamespaceMap, UidMap, CapabilitySets',
    demo: 'pid-namespace',
    pane: 'host',
    effect: (name: string) => `(exec -a ${name} sleep 99) &`,
    undo: (name: string) => `pkill -f ${name}`,
  },
  {
    figure: 'CgroupTree',
    demo: 'cgroup-tree',
    pane: 'host',
    effect: (name: string) => `mkdir /sys/fs/cgroup/${name}`,
    undo: (name: string) => `rmdir /sys/fs/cgroup/${name}`,
  },
  {
    figure: 'PressurePlot',
    demo: 'pressure',
    pane: 'load',
    effect: (name: string) => `mkdir /sys/fs/cgroup/${name}`,
    undo: (name: string) => `rmdir /sys/fs/cgroup/${name}`,
  },
  {
    figure: 'OverlayLayers',
    demo: 'overlay-layers',
    pane: 'host',
    effect: (name: string) => `touch /image/one/root/${name}`,
    undo: (name: string) => `rm /image/one/root/${name}`,
  },
  {
    figure: 'NetworkMap',
    demo: 'network-namespace',
    pane: 'host',
    effect: (name: string) => `ip netns add ${name}`,
    undo: (name: string) => `ip netns del ${name}`,
  },
] as const

/** What it costs to look at the kernel while a demo is shown, and how soon the hall sees what a command did. */
export const figuresBenchmark: Benchmark = {
  name: 'figures',
  description: 'a sample for each live figure: time, bytes, share of a core, and from a command\'s prompt to its effect in the figure',
  async measure(context) {
    const catalogue = await readDemos(demosFolder)
    const figures: Figure[] = []
    // On the full machine, the share of a core is another process's; its times tell enough.
    for (const { name, factory } of await benchMachines(context)) {
      for (const each of cases) {
        const hub = new SessionHub({ catalogue, machine: factory, pace: 'fast' })
        try {
          context.report(`figures: ${each.figure} on ${name}`)
          figures.push(...await figureFigures(enterHub(hub, each.demo).session, each, { name, isOwnProcess: factory.kind === 'embedded', runs: context.runs }))
        }
        finally {
          await hub.close()
        }
      }
    }
    return figures
  },
}

interface Measured {
  name: string
  isOwnProcess: boolean
  runs: number
}

async function figureFigures(session: Session, { figure, demo, pane, effect, undo }: (typeof cases)[number], { name, isOwnProcess, runs }: Measured): Promise<Figure[]> {
  const title = `${name}: ${figure}`
  await runAll(session, demo)
  const unwatched = isOwnProcess
    ? await settledShare()
    : 0
  const times: number[] = []
  const bytes: number[] = []
  for (let run = 0; run < runs; run++) {
    const begin = performance.now()
    const news = await session.takeSample()
    times.push(performance.now() - begin)
    bytes.push(Buffer.byteLength(JSON.stringify(news)) / 1024)
  }
  const watching = session.watch()
  const shares = isOwnProcess
    ? [await settledShare() - unwatched]
    : []
  const delays: number[] = []
  for (let run = 0; run < runs; run++) {
    await setTimeout(SETTLE_MS)
    delays.push(await promptToEffect(session, pane, effect, `bench-${run}`))
    session.speaker.keys(pane, `${undo(`bench-${run}`)}\r`)
  }
  watching.dispose()
  return [
    { name: `${title}: a sample`, unit: 'ms', samples: times },
    { name: `${title}: its JSON`, unit: 'KiB', samples: bytes },
    ...shares.length > 0
      ? [
          { name: `${title}: CPU on top of a demo shown`, unit: '% of one core' as const, samples: shares },
        ]
      : [],
    {
      name: `${title}: prompt → effect in the figure`,
      unit: 'ms',
      samples: delays,
      aim: 500,
    },
  ]
}

async function runAll(session: Session, demo: string): Promise<void> {
  const { steps } = session.status
  for (let step = 1; step <= steps; step++) {
    session.advance(step)
    await session.idle()
    // One that was left to the speaker is typed when more is asked for.
    session.advance(step + 1)
  }
  await session.idle()
  if (session.status.state !== 'ready')
    throw new Error(`The demo ${demo} came to "${session.status.state}" at step ${session.status.step}: ${session.status.message}`)
}

/** Milliseconds from the prompt after a command to the sample that has what the command made. */
async function promptToEffect(session: Session, pane: string, effect: (name: string) => string, mark: string): Promise<number> {
  let prompted: number | undefined
  const prompt = session.panes.get(pane)!.onOutput((data) => {
    if (data.includes(PROMPT_READY))
      prompted = performance.now()
  })
  try {
    return await new Promise<number>((resolve) => {
      const listener = session.onSample((news) => {
        if (!JSON.stringify(news).includes(mark))
          return
        listener.dispose()
        // A sample under way may see the effect before the prompt comes.
        resolve(prompted === undefined
          ? 0
          : performance.now() - prompted)
      })
      session.speaker.keys(pane, `${effect(mark)}\r`)
    })
  }
  finally {
    prompt.dispose()
  }
}

/** What this process, in whose threads the emulator runs, uses once it has come to rest. */
async function settledShare(): Promise<number> {
  await setTimeout(SETTLE_MS)
  return await cpuShare(SHARE_MS)
}
