import type { DemoDefinition } from '../../../demos/define.ts'
import type { Shell, ShellOptions } from '../../../scripts/machines/machine.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { testDemo } from '../../fixtures/demo.ts'

/** By which the machine knows the pane whose shell takes long. */
const LATE_COLUMNS = 61

/** A machine that opens the shells of one pane, and keeps states, when it is told that it may. */
class SlowMachine extends LocalMachine {
  readonly late = Promise.withResolvers<void>()
  readonly saved = Promise.withResolvers<void>()
  readonly #states = new Map<string, Map<Shell, Shell>>()
  readonly #open = new Set<Shell>()

  override async openShell(options: ShellOptions): Promise<Shell> {
    if (options.columns === LATE_COLUMNS)
      await this.late.promise
    const shell = await super.openShell(options)
    this.#open.add(shell)
    return shell
  }

  override async save(checkpoint = ''): Promise<void> {
    await super.save()
    this.#states.set(checkpoint, new Map([...this.#open].map(shell => [shell, shell])))
    await this.saved.promise
  }

  async rewind(checkpoint: string): Promise<ReadonlyMap<Shell, Shell>> {
    this.calls.push(`rewind to ${checkpoint}`)
    return this.#states.get(checkpoint)!
  }
}

let session: Session
let machines: SlowMachine[]
let folder: string

/** Begins, and waits until the session says that it is ready. */
async function begin(overrides: Partial<DemoDefinition> = {}): Promise<SlowMachine> {
  session = new Session({
    chain: [
      testDemo({
        panes: {
          late: { columns: LATE_COLUMNS },
          host: {},
        },
        ...overrides,
      }),
    ],
    createMachine: () => {
      machines.push(new SlowMachine())
      return machines.at(-1)!
    },
    pace: 'fast',
  })
  void session.start()
  await expect.poll(() => session.status.state).not.toBe('starting')
  return machines.at(-1)!
}

const isReady = (pane: string): boolean => session.panes.get(pane)!.output.prompt.isReady
const screen = (pane: string): string => session.panes.get(pane)!.screen.text

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-prompt-'))
  machines = []
})
afterEach(async () => {
  for (const machine of machines) {
    machine.late.resolve()
    machine.saved.resolve()
  }
  await session.stop()
  await rm(folder, { recursive: true })
})

describe('a demo that begins', () => {
  it('is ready when the pane of its first step is at its prompt; the others and the state to go back to follow', async () => {
    const machine = await begin()
    expect(session.status.state).toBe('ready')
    expect(isReady('host')).toBe(true)
    expect(isReady('late')).toBe(false)
    expect(machine.calls).not.toContain('save')
    machine.late.resolve()
    await expect.poll(() => isReady('late')).toBe(true)
    await expect.poll(() => machine.calls).toContain('save')
  })

  it('is idle, and has started, only when all of it is there', async () => {
    const machine = await begin()
    const over: string[] = []
    const idle = session.idle().then(() => over.push('idle'))
    const started = session.start().then(() => over.push('started'))
    await expect.poll(() => session.status.state).toBe('ready')
    expect(over).toEqual([])
    machine.late.resolve()
    await expect.poll(() => machine.calls).toContain('save')
    expect(over).toEqual([])
    machine.saved.resolve()
    await Promise.all([idle, started])
    expect(isReady('late')).toBe(true)
  })

  it('shows an empty screen where a shell is still to come, whatever was there', async () => {
    const machine = await begin()
    machine.late.resolve()
    machine.saved.resolve()
    await session.idle()
    session.speaker.keys('late', 'echo was here\r')
    await expect.poll(() => screen('late')).toContain('\nwas here')
    Object.assign(machine, {
      late: Promise.withResolvers(),
    })
    void session.reset()
    await expect.poll(() => session.status.state).toBe('starting')
    await expect.poll(() => session.status.state).toBe('ready')
    expect(screen('late')).toBe('')
  })

  it('types what is pressed in a pane whose shell is still to come when that is at its prompt', async () => {
    const machine = await begin()
    session.speaker.keys('late', `echo from > ${folder}/keys; `)
    session.speaker.keys('late', `echo ahead >> ${folder}/keys\r`)
    await expect(session.speaker.paste('late', 'a page')).rejects.toThrow('is still being opened')
    machine.late.resolve()
    await expect.poll(() => readFile(join(folder, 'keys'), 'utf8').catch(() => '')).toBe('from\nahead\n')
    await expect(session.speaker.paste('late', ' ')).resolves.toBeUndefined()
  })

  it('runs a step only when all of it is there', async () => {
    const machine = await begin({
      steps: [
        { pane: 'host', type: `touch ${folder}/reached` },
      ],
    })
    session.advance(1)
    machine.late.resolve()
    await expect.poll(() => machine.calls).toContain('save')
    expect(session.status).toMatchObject({ state: 'ready', step: 0 })
    await expect(readFile(join(folder, 'reached'))).rejects.toThrow('ENOENT')
    machine.saved.resolve()
    await expect.poll(() => session.status).toMatchObject({ state: 'ready', step: 1 })
    await readFile(join(folder, 'reached'))
  })

  it('goes back to its start by the state that was kept there', async () => {
    const machine = await begin()
    machine.late.resolve()
    machine.saved.resolve()
    session.advance(1)
    await session.idle()
    session.back(0)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 0 })
    expect(machine.calls).toContain('rewind to press 0')
    expect(machine.calls).not.toContain('restore')
  })

  it('does not take for its start what has been typed before that could be kept', async () => {
    const machine = await begin()
    session.speaker.keys('host', 'echo mine\r')
    machine.late.resolve()
    machine.saved.resolve()
    session.advance(1)
    await session.idle()
    session.back(0)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 0, undone: true })
    expect(machine.calls).toContain('restore')
    expect(screen('host')).not.toContain('mine')
  })

  it.each(['before all panes have a shell', 'while its start is being kept'])('is reset %s: to its start, by restoring and setting up', async (when) => {
    const machine = await begin({ setup: `echo set up >> ${folder}/log` })
    if (when.startsWith('while')) {
      machine.late.resolve()
      await expect.poll(() => machine.calls).toContain('save')
    }
    session.speaker.keys('host', 'echo mine\r')
    await expect.poll(() => screen('host')).toContain('\nmine')
    void session.reset()
    await expect.poll(() => machine.calls).toContain('restore')
    machine.late.resolve()
    machine.saved.resolve()
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 0 })
    expect(screen('host')).not.toContain('mine')
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('set up\nset up\n')
    expect([
      isReady('host'),
      isReady('late'),
    ]).toEqual([true, true])
    // What was abandoned is not taken for the start of this try.
    session.advance(1)
    await session.idle()
    session.back(0)
    await session.idle()
    expect(machine.calls.slice(machine.calls.lastIndexOf('restore'))).toContain('rewind to press 0')
  })

  it('is failed by a shell that cannot be opened later', async () => {
    const machine = await begin()
    machine.late.reject(new Error('There is no console left.'))
    await expect.poll(() => session.status).toMatchObject({ state: 'failed', message: 'There is no console left.' })
  })

  it('looks at the machine for its figure only when all of it is there', async () => {
    const machine = await begin({ figure: 'ProcessTree' })
    const watch = session.watch()
    machine.late.resolve()
    await expect.poll(() => machine.calls).toContain('save')
    expect(machine.calls).not.toContain('run')
    machine.saved.resolve()
    await expect.poll(() => machine.calls).toContain('run')
    watch.dispose()
  })
})
