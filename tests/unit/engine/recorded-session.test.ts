import type { DemoDefinition } from '../../../demos/define.ts'
import type { Recording } from '../../../scripts/engine/recording.ts'
import type { ResolvedDemo } from '../../../scripts/engine/resolve-demo.ts'
import type { SessionOptions } from '../../../scripts/engine/session-options.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { demoChain } from '../../../scripts/engine/demo-catalogue.ts'
import { Recorder } from '../../../scripts/engine/recorder.ts'
import { createRecording } from '../../../scripts/engine/recording.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { checkRecordings, freshRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { demosFolder, recordingsFolder } from '../../../scripts/system/project-paths.ts'
import { testDemo } from '../../fixtures/demo.ts'

const facts = {
  machine: 'embedded',
  kernel: 'Linux 6.1',
  hash: '0123456789abcdef',
  date: new Date('2026-11-24T09:00:00Z'),
}
const steps: DemoDefinition['steps'] = [
  { pane: 'host', type: 'echo "one: $((40 + 1))"' },
  { pane: 'other', type: 'echo "two: $((40 + 2))"' },
  { pane: 'host', type: 'echo "three: $((40 + 3))"' },
]
let session: Session
let machines: LocalMachine[]

/** What a run of the demo on a real shell leaves. */
async function record(demo: ResolvedDemo): Promise<Recording> {
  const live = new Session({
    chain: [demo],
    createMachine: () => new LocalMachine(),
    pace: 'fast',
  })
  const recorder = new Recorder(live)
  await live.start()
  live.advance(demo.steps.length)
  await live.idle()
  expect(live.status.state).toBe('ready')
  const { casts } = recorder.finish(facts)
  recorder.dispose()
  await live.stop()
  return createRecording(casts)
}

async function start(definition: Partial<DemoDefinition>, options: Partial<SessionOptions> = {}): Promise<Session> {
  const demo = testDemo(definition)
  machines = []
  session = new Session({
    chain: [demo],
    recording: await record(testDemo({ steps })),
    createMachine: () => {
      machines.push(new LocalMachine())
      return machines.at(-1)!
    },
    pace: 'fast',
    ...options,
  })
  await session.start()
  return session
}

async function advance(to: number): Promise<void> {
  session.advance(to)
  await session.idle()
}

const screen = (pane = 'host'): string => session.panes.get(pane)!.screen.text
/** With all that was scrolled away. */
const everything = (pane = 'host'): string => session.panes.get(pane)!.snapshot()
const status = (): string => `${session.status.source} ${session.status.state} ${session.status.step}`

afterEach(async () => {
  await session.stop()
})

describe('a recorded demo', () => {
  it('plays step by step without any machine', async () => {
    await start({ steps }, { source: 'recording' })
    expect(status()).toBe('recording ready 0')
    expect(session.status.recorded).toBe('2026-11-24T09:00:00.000Z')
    await advance(1)
    expect(screen()).toMatch(/one: 41\n/)
    expect(screen('other')).not.toContain('two')
    await advance(3)
    expect(screen('other')).toContain('two: 42')
    expect(screen()).toContain('three: 43')
    expect(machines).toEqual([])
  })

  it('is sought in both directions', async () => {
    await start({ steps }, { source: 'recording' })
    await advance(3)
    session.seek(1)
    await session.idle()
    expect(status()).toBe('recording ready 1')
    expect(screen()).toContain('one: 41')
    expect(screen()).not.toContain('three: 43')
    expect(screen('other')).not.toContain('two: 42')
    session.seek(2)
    await session.idle()
    expect(screen('other')).toContain('two: 42')
    await advance(3)
    expect(screen().match(/three: 43/g)).toHaveLength(1)
  })

  it('has, wherever it is sought, the last minute of its figure', async () => {
    const catalogue = await readDemos(demosFolder)
    const recording = freshRecordings(await checkRecordings(recordingsFolder, catalogue, ['pressure'])).get('pressure')!
    session = new Session({
      chain: demoChain(catalogue, 'pressure'),
      recording,
      source: 'recording',
      pace: 'fast',
    })
    await session.start()
    const seen: number[] = []
    session.onSample(news => 'sample' in news && seen.push(news.sample.at))
    const { length } = recording.steps
    session.seek(length)
    await session.idle()
    const recorded = recording.samples.map(({ sample }) => sample.at)
    const last = recorded.at(-1)!
    expect(seen).toEqual(recorded.filter(at => at > last - 60))
    expect(seen.length).toBeGreaterThan(5)
    expect(session.samples).toHaveLength(seen.length)
    session.seek(1)
    await session.idle()
    expect(session.samples.at(-1)).toEqual({ sample: recording.samples.findLast(({ step }) => step <= 1)?.sample })
  })

  it('types its lines at a person\'s pace', async () => {
    await start({ steps }, { source: 'recording', pace: 'human' })
    const seen: string[] = []
    session.panes.get('host')!.onOutput(data => seen.push(data))
    const begin = performance.now()
    await advance(1)
    // 22 characters at 28 a second, and the moment before Enter.
    expect(performance.now() - begin).toBeGreaterThan(700)
    expect(seen.slice(0, 4)).toEqual(['e', 'c', 'h', 'o'])
    await expect.poll(() => screen()).toMatch(/echo "one: \$\(\(40 \+ 1\)\)"\none: 41\n/)
  })

  it('takes no keys, and says so', async () => {
    await start({ steps }, { source: 'recording' })
    expect(() => session.speaker.keys('host', 'x')).toThrow('This is a recording')
  })

  it('says which command makes a recording where there is neither that nor a machine', async () => {
    session = new Session({
      chain: [
        testDemo(),
      ],
    })
    await session.start()
    expect(session.status).toMatchObject({ source: 'none', state: 'failed' })
    expect(session.status.message).toContain('npm run rehearse -- --demo test-demo')
  })
})

describe('a live demo with a recording', () => {
  it('goes on at the same step when its machine dies, with all that was typed in the scrollback', async () => {
    await start({ steps })
    await advance(1)
    session.speaker.keys('host', 'echo by hand\r')
    await expect.poll(() => screen()).toMatch(/\nby hand\n/)
    machines[0]!.die(new Error('The emulator stopped.'))
    await session.idle()
    expect(status()).toBe('recording ready 1')
    expect(session.status.message).toContain('The emulator stopped.')
    expect(screen()).toContain('one: 41')
    expect(screen()).not.toContain('by hand')
    expect(everything()).toMatch(/by hand[\s\S]*live until here, from here a recording of 2026-11-24/)
    await advance(2)
    expect(status()).toBe('recording ready 2')
    expect(screen('other')).toContain('two: 42')
  })

  it('plays the step in whose middle the machine died, at once', async () => {
    await start({
      steps: [
        steps[0]!,
        { pane: 'other', type: 'sleep 1000' },
        steps[2]!,
      ],
    })
    session.advance(2)
    await expect.poll(() => screen('other')).toContain('sleep 1000')
    const begin = performance.now()
    machines[0]!.die(new Error('The emulator stopped.'))
    await session.idle()
    expect(performance.now() - begin).toBeLessThan(2_000)
    expect(status()).toBe('recording ready 2')
    expect(screen('other')).toContain('two: 42')
  })

  it('does not wait for the rest of a line that is being typed', async () => {
    await start({ steps }, { pace: 2 })
    session.advance(1)
    await expect.poll(() => screen()).toContain('ec')
    machines[0]!.die(new Error('The emulator stopped.'))
    await expect.poll(status).toMatch(/^recording/)
  })

  it('goes on when a step passes its deadline', async () => {
    await start({
      steps: [
        { pane: 'host', type: 'sleep 1000', timeout: 0.5 },
        steps[1]!,
        steps[2]!,
      ],
    })
    await advance(1)
    expect(status()).toBe('recording ready 1')
    expect(session.status.message).toContain('did not end within 0.5 s')
  })

  it('goes on when the machine cannot start', async () => {
    class Broken extends LocalMachine {
      override async start(): Promise<void> {
        throw new Error('No such image.')
      }
    }
    await start({ steps }, {
      createMachine: () => new Broken(),
    })
    expect(status()).toBe('recording ready 0')
    expect(session.status.message).toContain('No such image.')
    await advance(1)
    expect(screen()).toContain('one: 41')
  })

  it('stays live, and failed, when a step shows something else than it promised: the machine tells the truth', async () => {
    await start({
      steps: [
        {
          ...steps[0]!,
          expect: { output: /never/ },
        } as never,
        steps[1]!,
        steps[2]!,
      ],
    })
    await advance(1)
    expect(status()).toBe('live failed 1')
    session.switchTo('recording')
    await session.idle()
    expect(status()).toBe('recording ready 1')
  })

  it('is switched to its recording and back at the same step', async () => {
    await start({ steps })
    await advance(2)
    session.switchTo('recording')
    await session.idle()
    expect(status()).toBe('recording ready 2')
    expect(session.status.message).toBeUndefined()
    await advance(3)
    session.switchTo('live')
    await session.idle()
    expect(status()).toBe('live ready 3')
    expect(session.status.recorded).toBeUndefined()
    expect(screen()).toMatch(/one: 41[\s\S]*three: 43/)
    expect(screen('other')).toContain('two: 42')
    session.speaker.keys('host', 'echo alive\r')
    await expect.poll(() => screen()).toMatch(/\nalive\n/)
  })

  it('goes live again with another machine when the first one died', async () => {
    await start({ steps })
    await advance(1)
    machines[0]!.die(new Error('The emulator stopped.'))
    await session.idle()
    session.switchTo('live')
    await session.idle()
    expect(status()).toBe('live ready 1')
    expect(machines).toHaveLength(2)
  })

  it('falls back to the step it was at when going live fails', async () => {
    class Broken extends LocalMachine {
      override async start(): Promise<void> {
        throw new Error('No memory.')
      }
    }
    await start({ steps }, {
      source: 'recording',
      createMachine: () => new Broken(),
    })
    await advance(2)
    session.switchTo('live')
    await session.idle()
    expect(status()).toBe('recording ready 2')
    expect(session.status.message).toContain('No memory.')
    expect(screen('other')).toContain('two: 42')
  })
})
