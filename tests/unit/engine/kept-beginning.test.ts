import type { DemoDefinition } from '../../../demos/define.ts'
import type { SessionStatus } from '../../../scripts/engine/session-status.ts'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { testDemo } from '../../fixtures/demo.ts'

/** Holds what machines keep, and what they work in. */
let folder: string
let sessions: Session[]
let machines: KeepingMachine[]
let seen: SessionStatus[]
/** The next machine has no room to keep anything. */
let isFull: boolean

/** A machine whose state is the folder `work`: it can be kept and brought back. */
class KeepingMachine extends LocalMachine {
  #beginning = 'base'
  readonly #isFull = isFull

  override async start(signal: AbortSignal): Promise<void> {
    await super.start(signal)
    await this.#load(this.#beginning)
  }

  override async restore(checkpoint = 'base'): Promise<void> {
    await super.restore()
    await this.#load(checkpoint)
  }

  async keep(state: string): Promise<boolean> {
    this.calls.push('keep')
    if (this.#isFull)
      return false
    await cp(join(folder, 'work'), this.#path(state), { recursive: true })
    return true
  }

  async startFrom(state: string): Promise<boolean> {
    const isThere = await readFile(join(this.#path(state), 'log')).then(() => true, () => false)
    if (isThere)
      this.#beginning = state
    return isThere
  }

  async #load(state: string): Promise<void> {
    await rm(join(folder, 'work'), { recursive: true, force: true })
    if (state === 'base')
      await mkdir(join(folder, 'work'))
    else
      await cp(this.#path(state), join(folder, 'work'), { recursive: true })
  }

  #path(state: string): string {
    return join(folder, `kept-${encodeURIComponent(state).replaceAll('%', '_').slice(-150)}`)
  }
}

async function start(overrides: Partial<DemoDefinition>, options: { earlier?: Partial<DemoDefinition>, keepsBeginning?: boolean } = {}): Promise<Session> {
  const { earlier, keepsBeginning = true } = options
  const session = new Session({
    chain: [
      ...earlier
        ? [
            testDemo({ id: 'earlier', ...earlier }),
          ]
        : [],
      testDemo(overrides),
    ],
    createMachine: () => {
      machines.push(new KeepingMachine())
      return machines.at(-1)!
    },
    pace: 'fast',
    keepsBeginning,
  })
  sessions.push(session)
  session.onStatus(status => seen.push(status))
  await session.start()
  expect(session.status).toMatchObject({ state: 'ready', step: 0 })
  return session
}

/** A setup that tells, beside the machine, that it ran. */
const setup = (word = 'set up'): string => `echo ${word} | tee -a ${folder}/runs > ${folder}/work/log`
const runs = async (): Promise<number> => (await readFile(join(folder, 'runs'), 'utf8')).trim().split('\n').length
const state = async (): Promise<string> => await readFile(join(folder, 'work/log'), 'utf8')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'))
  await writeFile(join(folder, 'runs'), '')
  sessions = []
  machines = []
  seen = []
  isFull = false
})
afterEach(async () => {
  await Promise.all(sessions.map(session => session.stop()))
  await rm(folder, { recursive: true })
})

describe('a demo whose machine keeps its beginning', () => {
  it('is set up once, whatever was done before a reset', async () => {
    const session = await start({
      setup: setup(),
      steps: [
        { pane: 'host', type: `echo spoilt > ${folder}/work/log` },
      ],
    })
    for (let round = 0; round < 2; round++) {
      session.advance(1)
      await session.idle()
      expect(await state()).toBe('spoilt\n')
      await session.reset()
      expect(session.status).toMatchObject({ state: 'ready', step: 0 })
      expect(await state()).toBe('set up\n')
    }
    expect(await runs()).toBe(1)
  })

  it('begins there on the next machine, which can be reset to it', async () => {
    await (await start({
      setup: setup(),
    })).stop()
    const session = await start({
      setup: setup(),
    })
    expect(await state()).toBe('set up\n')
    await writeFile(join(folder, 'work/log'), 'spoilt')
    await session.reset()
    expect(await state()).toBe('set up\n')
    expect(await runs()).toBe(1)
    expect(machines).toHaveLength(2)
  })

  it.for<[string, () => Partial<DemoDefinition>]>([
    [
      'setup',
      () => ({
        setup: setup('changed'),
      }),
    ],
    [
      'parts',
      () => ({
        setup: {
          'It starts': setup(),
          'It waits': 'true',
        },
      }),
    ],
    [
      'programs',
      () => ({
        setup: setup(),
        needs: ['bash'],
      }),
    ],
  ])('is set up anew when its %s changed', async ([, changed]) => {
    await (await start({
      setup: setup(),
    })).stop()
    await start(changed())
    expect(await runs()).toBe(2)
  })

  it('is not set up anew when its steps or its words changed', async () => {
    await (await start({
      setup: {
        'It starts': setup(),
      },
    })).stop()
    await start({
      setup: {
        'It is started': setup(),
      },
      title: 'Another',
      steps: [
        { pane: 'host', type: 'false' },
      ],
    })
    expect(await runs()).toBe(1)
  })

  it('runs the demos before it once, and again when one of their steps changed', async () => {
    const after = (word: string): Promise<Session> => start({ after: 'earlier' }, {
      earlier: {
        steps: [
          {
            pane: 'host',
            type: setup(word),
          },
        ],
      },
    })
    const session = await after('one')
    await session.reset()
    await session.stop()
    await (await after('one')).stop()
    expect(await runs()).toBe(1)
    await after('two')
    expect(await state()).toBe('two\n')
    expect(await runs()).toBe(2)
  })

  it('is set up every time where there is no room, and where nothing is to be kept', async () => {
    isFull = true
    const session = await start({
      setup: setup(),
    })
    await session.reset()
    expect(await runs()).toBe(2)
    isFull = false
    await (await start({
      setup: setup(),
    }, { keepsBeginning: false })).reset()
    expect(await runs()).toBe(4)
    expect(machines[1]!.calls).not.toContain('keep')
  })

  it('keeps nothing of a demo that begins with the machine', async () => {
    await (await start({})).reset()
    expect(machines[0]!.calls).not.toContain('keep')
  })

  it('says which part of its setup runs, and no more once that is over', async () => {
    const session = await start({
      setup: {
        'It starts': setup(),
        'It waits': 'true',
      },
    })
    expect(seen.flatMap(({ state, setup }) => setup
      ? [
          [
            state,
            setup.title,
            setup.part,
            setup.parts,
          ],
        ]
      : [])).toEqual([
      ['starting', 'It starts', 1, 2],
      ['starting', 'It waits', 2, 2],
    ])
    expect(session.status.setup).toBeUndefined()
  })

  it('gives a part up that takes longer than the demo says', async () => {
    const session = new Session({
      chain: [
        testDemo({ setup: 'sleep 60', setupTimeout: 0.2 }),
      ],
      createMachine: () => new LocalMachine(),
    })
    sessions.push(session)
    await session.start()
    expect(session.status).toMatchObject({ state: 'failed', message: 'A script took longer than 200 ms.' })
  })
})
