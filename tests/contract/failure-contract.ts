import type { MachineDeadlines } from '../../scripts/machines/deadlines.ts'
import type { CallOptions, Machine } from '../../scripts/machines/machine.ts'
import type { CreateMachine, MachineCapabilities } from './machine-contract.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { BASE_CHECKPOINT } from '../../scripts/machines/machine.ts'

/** Milliseconds of a deadline that is to be missed. */
const SHORT_MS = 1_500

interface Call {
  name: string
  /** Whose end the call meets where nothing answers. */
  deadline: keyof MachineDeadlines
  begin: (machine: Machine, options?: CallOptions) => Promise<unknown>
  /** What has to be so before. @default nothing */
  prepare?: (machine: Machine) => Promise<unknown>
}

/** Every call into a machine that has started. */
const calls: readonly Call[] = [
  {
    name: 'openShell',
    deadline: 'openShell',
    begin: (machine, options) => machine.openShell({ columns: 80, rows: 24 }, options),
  },
  {
    name: 'save',
    deadline: 'save',
    begin: (machine, options) => machine.save('another', options),
  },
  {
    name: 'restore',
    deadline: 'restore',
    begin: (machine, options) => machine.restore(BASE_CHECKPOINT, options),
  },
  {
    name: 'suspend',
    deadline: 'suspend',
    begin: (machine, options) => machine.suspend(options),
  },
  {
    name: 'resume',
    deadline: 'resume',
    begin: (machine, options) => machine.resume(options),
    prepare: machine => machine.suspend(),
  },
  {
    name: 'run',
    deadline: 'kill',
    begin: machine => machine.run('sleep 1000', { timeout: 100 }),
  },
]

/** The part of the contract about machines that die or hang: no call waits for ever, and nothing is in the way of the next machine. */
export function describeFailures(create: CreateMachine, { crash, hang, wedge, keepsStates = true, suspends = true }: MachineCapabilities): void {
  const machines: Machine[] = []
  // What a driver does without asking its machine cannot hang.
  const askedCalls = calls.filter(({ name }) => (keepsStates || name !== 'save') && (suspends || !['suspend', 'resume'].includes(name)))

  async function fresh(deadlines?: Partial<MachineDeadlines>): Promise<{ machine: Machine, deaths: Error[] }> {
    const machine = await create(deadlines)
    machines.push(machine)
    const deaths: Error[] = []
    machine.onDeath(reason => void deaths.push(reason))
    return { machine, deaths }
  }

  async function started(deadlines?: Partial<MachineDeadlines>): ReturnType<typeof fresh> {
    const made = await fresh(deadlines)
    await made.machine.start(new AbortController().signal)
    return made
  }

  afterEach(async () => {
    await Promise.all(machines.splice(0).map(machine => machine.stop()))
  })

  describe.skipIf(!hang)('a machine that hangs', () => {
    it('ends a start at its deadline', async () => {
      const { machine } = await fresh({ start: SHORT_MS })
      const start = machine.start(new AbortController().signal)
      const end = expect(start).rejects.toMatchObject({
        name: 'MachineError',
        code: 'start-failed',
        message: expect.stringContaining(`within ${SHORT_MS / 1000} s`),
      })
      // It may be given up before there is anything that could hang.
      await Promise.race([
        hang!(machine),
        end,
      ])
      await end
      await machine.stop()
    })

    it.each(askedCalls)('ends $name at its deadline, and is given up', async ({ deadline, begin, prepare }) => {
      const { machine, deaths } = await started({ [deadline]: SHORT_MS })
      await prepare?.(machine)
      await hang!(machine)
      await expect(begin(machine)).rejects.toMatchObject({
        name: 'MachineError',
        code: 'died',
        message: expect.stringContaining(`within ${SHORT_MS / 1000} s`),
      })
      expect(deaths).toHaveLength(1)
      await expect(machine.run('true')).rejects.toMatchObject({ code: 'died' })
      await machine.stop()
    })

    it.each(askedCalls.filter(({ name }) => name !== 'run'))('ends $name when its caller gives up', async ({ begin, prepare }) => {
      const { machine, deaths } = await started()
      await prepare?.(machine)
      await hang!(machine)
      const controller = new AbortController()
      const reason = new Error('no longer wanted')
      const end = expect(begin(machine, { signal: controller.signal })).rejects.toBe(reason)
      controller.abort(reason)
      await end
      expect(deaths).toEqual([])
      await machine.stop()
    })

    // A host waits until it is sure that who was lost will not come back.
    it('stops, and lets another one start', { timeout: 240_000 }, async () => {
      const { machine } = await started()
      await hang!(machine)
      await machine.stop()
      const { machine: next } = await started()
      expect((await next.run('echo alive')).stdout).toBe('alive\n')
    })
  })

  describe.skipIf(wedge === undefined)('a machine whose guest hangs', () => {
    it.skipIf(!suspends)('ends setting its clock at the deadline of resume', async () => {
      const { machine } = await started({ resume: SHORT_MS })
      await machine.run(wedge!)
      await machine.suspend()
      await expect(machine.resume()).rejects.toMatchObject({
        code: 'died',
        message: expect.stringContaining('resume'),
      })
    })

    it.skipIf(!keepsStates)('can return to a checkpoint from before', async () => {
      const { machine } = await started()
      await machine.run(wedge!)
      await machine.restore(BASE_CHECKPOINT)
      expect((await machine.run('echo alive')).stdout).toBe('alive\n')
    })
  })

  describe.skipIf(!crash || !hang)('a machine that dies', () => {
    it('ends a start', async () => {
      const { machine } = await fresh()
      const start = machine.start(new AbortController().signal).catch((error: unknown) => error)
      await hang!(machine)
      await crash!(machine)
      // A driver may try a second time.
      const outcome = await start
      if (outcome === undefined)
        expect((await machine.run('echo alive')).stdout).toBe('alive\n')
      else
        expect(outcome).toMatchObject({ name: 'MachineError' })
      await machine.stop()
    })

    // It hangs first, so that the call is certainly under way.
    it.each(askedCalls)('ends $name', async ({ begin, prepare }) => {
      const { machine, deaths } = await started()
      await prepare?.(machine)
      await hang!(machine)
      const end = expect(begin(machine)).rejects.toMatchObject({ name: 'MachineError', code: 'died' })
      await crash!(machine)
      await end
      expect(deaths).toHaveLength(1)
      await machine.stop()
    })

    it('lets another one start', async () => {
      const { machine } = await started()
      await crash!(machine)
      await expect.poll(() => machine.run('true').catch((error: unknown) => error)).toMatchObject({ code: 'died' })
      const { machine: next } = await started()
      expect((await next.run('echo alive')).stdout).toBe('alive\n')
    })
  })
}
