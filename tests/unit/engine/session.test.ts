import type { DemoDefinition } from '../../../demos/define.ts'
import type { SessionStatus } from '../../../scripts/engine/session-status.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { testDemo } from '../../fixtures/demo.ts'

let session: Session
let machine: LocalMachine
let machines: number
let folder: string
let seen: SessionStatus[]

async function start(overrides: Partial<DemoDefinition>, options: { speaker?: boolean, earlier?: Partial<DemoDefinition> } = {}): Promise<Session> {
  const { speaker, earlier } = options
  session = new Session({
    chain: [
      ...earlier
        ? [
            testDemo({ id: 'earlier', ...earlier }),
          ]
        : [],
      testDemo(overrides),
    ],
    createMachine: () => {
      machines++
      machine = new LocalMachine()
      return machine
    },
    pace: 'fast',
    speaker: speaker ?? false,
  })
  session.onStatus(status => seen.push(status))
  await session.start()
  return session
}

const screen = (pane = 'host'): string => session.panes.get(pane)!.screen.text

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-'))
  machines = 0
  seen = []
})
afterEach(async () => {
  await session.stop()
  await rm(folder, { recursive: true })
})

describe('a session', () => {
  it('opens every pane at its prompt before it is ready', async () => {
    await start({})
    expect(session.status).toEqual({
      source: 'live',
      state: 'ready',
      step: 0,
      steps: 1,
      sources: ['live'],
    })
    for (const pane of session.panes.values())
      expect(pane.output.prompt.isReady).toBe(true)
  })

  it('runs the setup script before the first prompt, and says what a failing one printed', async () => {
    await start({ setup: `echo prepared > ${folder}/file` })
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('prepared\n')
    await session.stop()
    await start({ setup: 'echo no such luck >&2; exit 3' })
    expect(session.status.state).toBe('failed')
    expect(session.status.message).toMatch(/setup failed with exit status 3:\nno such luck/)
  })

  it('types each step once, in order, however often and by how many windows it is asked to', async () => {
    await start({
      steps: ['one', 'two', 'three'].map(word => ({ pane: 'host', type: `echo ${word} >> ${folder}/log` })),
    })
    session.advance(1)
    session.advance(1)
    session.advance(3)
    session.advance(2)
    session.advance(3)
    session.advance(99)
    await session.idle()
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('one\ntwo\nthree\n')
    expect(session.status).toMatchObject({ state: 'ready', step: 3 })
    expect(seen.filter(({ state }) => state === 'typing').map(({ step }) => step)).toEqual([1, 2, 3])
  })

  it('knows a step\'s end in a nested shell', async () => {
    await start({
      steps: [
        { pane: 'host', type: `bash --rcfile ${new URL('../../../scripts/bench/local-bashrc', import.meta.url).pathname}` },
        {
          pane: 'host',
          type: 'echo "level $SHLVL"',
          expect: { output: /^level \d+\n$/ },
        },
        {
          pane: 'host',
          type: 'exit 7',
          expect: { exit: 7 },
        },
      ],
    })
    session.advance(3)
    await session.idle()
    expect(session.status).toEqual({
      source: 'live',
      state: 'ready',
      step: 3,
      steps: 3,
      sources: ['live'],
    })
  })

  it('checks only what the command printed, not the command line', async () => {
    await start({
      steps: [
        {
          pane: 'host',
          type: 'true needle',
          expect: { output: /needle/ },
        },
      ],
    })
    session.advance(1)
    await session.idle()
    expect(session.status.state).toBe('failed')
    expect(session.status.message).toMatch(/test-demo, step 1 of 1 \(host: true needle\): expected output to match \/needle\/, but it was:\n\(nothing\)/)
  })

  it('fails a step whose command fails although nobody said that it should', async () => {
    await start({
      steps: [
        { pane: 'host', type: 'ls /no-such-place' },
        {
          pane: 'host',
          type: 'false',
          expect: { exit: 1 },
        },
      ],
    })
    session.advance(1)
    await session.idle()
    expect(session.status.message).toMatch(/expected exit status 0, but it was 2/)
    expect(session.status.message).toMatch(/Last screen of "host":\n[\s\S]*No such file/)
    session.advance(2)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 2 })
  })

  it('types nothing more after a step that failed until it is asked for more', async () => {
    await start({
      steps: [
        { pane: 'host', type: 'false' },
        { pane: 'host', type: `touch ${folder}/reached` },
      ],
    })
    session.advance(2)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'failed', step: 1 })
    await expect(readFile(join(folder, 'reached'))).rejects.toThrow('ENOENT')
  })

  it('waits for what a step says where no prompt comes, in another pane too', async () => {
    await start({
      steps: [
        {
          pane: 'host',
          type: 'sleep 0.3; echo go > /dev/null; cat',
          until: { output: /^$/m },
        },
        {
          pane: 'other',
          type: `echo first; sleep 0.2; echo second`,
          until: { output: /second/ },
        },
        {
          pane: 'host',
          keys: ['Ctrl-C'],
          expect: { exit: 130 },
        },
      ],
    })
    session.advance(3)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 3 })
  })

  it('gives a step up after its timeout and shows the last screen', async () => {
    await start({
      steps: [
        { pane: 'host', type: 'echo before; sleep 30', timeout: 0.5 },
      ],
    })
    session.advance(1)
    await session.idle()
    expect(session.status.message).toMatch(/did not end within 0\.5 s; it waited for the prompt[\s\S]*Last screen of "host":\n[\s\S]*before/)
  })

  it('clears what the speaker left on the command line before it types', async () => {
    await start({
      steps: [
        {
          pane: 'host',
          type: 'echo clean',
          expect: { output: /^clean\n$/ },
        },
      ],
    })
    session.speaker.keys('host', 'echo half a thought')
    await expect.poll(() => screen()).toContain('half a thought')
    session.advance(1)
    await session.idle()
    expect(session.status.state).toBe('ready')
  })

  it('waits for a command of the speaker\'s to end before it types', async () => {
    await start({
      steps: [
        {
          pane: 'host',
          type: 'echo mine',
          expect: { output: /^mine\n$/ },
        },
      ],
    })
    session.speaker.keys('host', 'sleep 0.5; echo theirs\r')
    await expect.poll(() => session.panes.get('host')!.output.prompt.isReady).toBe(false)
    session.advance(1)
    await session.idle()
    expect(session.status.state).toBe('ready')
    expect(screen().indexOf('theirs\n')).toBeLessThan(screen().indexOf('mine\n'))
  })

  it('lets the speaker type a step left to them, and types it itself when asked to go on', async () => {
    const steps = [
      { pane: 'host', speaker: 'echo from the kit' },
      { pane: 'host', type: 'echo next' },
    ]
    await start({ steps }, { speaker: true })
    session.advance(1)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'typing', step: 1 })
    session.speaker.keys('host', 'echo from the speaker\r')
    await expect.poll(() => session.status.state).toBe('ready')
    expect(screen()).not.toContain('from the kit')

    await session.reset()
    session.advance(1)
    await session.idle()
    session.advance(2)
    await expect.poll(() => session.status).toMatchObject({ state: 'ready', step: 2 })
    expect(screen()).toContain('from the kit')
  })

  it('types the speaker\'s steps where nobody is there to', async () => {
    await start({
      steps: [
        {
          pane: 'host',
          speaker: 'echo from the kit',
          expect: { output: /from the kit/ },
        },
      ],
    })
    session.advance(1)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 1 })
  })

  it('asks the machine itself where an expectation has a check', async () => {
    await start({
      steps: [
        {
          pane: 'host',
          type: `touch ${folder}/effect`,
          expect: { check: `test -e ${folder}/effect` },
        },
        {
          pane: 'host',
          type: 'true',
          expect: { check: 'echo seen from outside; exit 4' },
        },
      ],
    })
    session.advance(2)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'failed', step: 2 })
    expect(session.status.message).toMatch(/the check failed with exit status 4:[\s\S]*seen from outside/)
  })

  it('goes back to an empty screen and step 0 on reset, also in the middle of a step', async () => {
    await start({
      steps: [
        { pane: 'host', type: 'echo printed; sleep 30' },
      ],
    })
    session.advance(1)
    await expect.poll(() => screen()).toContain('\nprinted')
    await session.reset()
    expect(session.status).toEqual({
      source: 'live',
      state: 'ready',
      step: 0,
      steps: 1,
      sources: ['live'],
    })
    expect(screen()).not.toContain('printed')
    expect(machine.calls).toContain('restore')
  })

  it('says that a pane\'s shell has ended, and has a new one after reset', async () => {
    await start({})
    session.speaker.keys('host', 'exit 5\r')
    await expect.poll(() => session.status.message).toMatch(/The shell of "host" ended \(exit status 5\)/)
    session.advance(1)
    await session.idle()
    expect(session.status.message).toMatch(/the shell of this pane has ended/)
    await session.reset()
    session.advance(1)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 1 })
  })

  it('fails with the machine\'s own words when it dies, and starts another one on reset', async () => {
    await start({})
    machine.die(new Error('The emulator stopped.'))
    await expect.poll(() => session.status).toMatchObject({ state: 'failed', message: 'The emulator stopped.' })
    await session.reset()
    expect(machines).toBe(2)
    expect(session.status.state).toBe('ready')
  })

  it.each(['restore', 'openShell', 'run'] as const)('goes on with a new machine after one that died in a call of %s that never ends', async (call) => {
    await start({ setup: 'true' })
    // With the first machine alone.
    const called = Promise.withResolvers<void>()
    const hung = (): Promise<never> => {
      called.resolve()
      return new Promise(() => {})
    }
    Object.assign(machine, { [call]: hung })
    const reset = session.reset()
    await called.promise
    machine.die(new Error('The emulator stopped.'))
    await reset
    expect(session.status).toMatchObject({ state: 'failed', message: 'The emulator stopped.' })
    await session.reset()
    expect(machines).toBe(2)
    expect(session.status.state).toBe('ready')
    session.advance(1)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 1 })
  })

  it('ends though its machine hangs', async () => {
    await start({})
    machine.restore = () => new Promise(() => {})
    void session.reset()
    await expect.poll(() => session.status.state).toBe('starting')
    await session.stop()
    expect(session.status.source).toBe('none')
  })

  it('brings the machine to the end of the demo it comes after', async () => {
    await start(
      {
        steps: [
          {
            pane: 'host',
            type: `cat ${folder}/before`,
            expect: { output: /^from earlier\n$/ },
          },
        ],
      },
      {
        earlier: {
          steps: [
            { pane: 'host', type: `echo from earlier > ${folder}/before` },
          ],
        },
      },
    )
    expect(screen()).not.toContain('earlier')
    session.advance(1)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 1 })
  })

  it('gives a snapshot that brings an empty terminal to the same screen', async () => {
    await start({
      steps: [
        { pane: 'host', type: 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do echo line $i; done' },
      ],
    })
    session.advance(1)
    await session.idle()
    const { default: headless } = await import('@xterm/headless')
    const copy = new headless.Terminal({ cols: 80, rows: 9, allowProposedApi: true })
    await new Promise<void>(resolve => copy.write(session.panes.get('host')!.snapshot(), resolve))
    const lines = Array.from({ length: 9 }, (_, row) => copy.buffer.active.getLine(copy.buffer.active.baseY + row)!.translateToString(true))
    expect(lines.join('\n').trimEnd()).toBe(screen())
    expect(copy.buffer.active.baseY).toBeGreaterThan(0)
  })
})
