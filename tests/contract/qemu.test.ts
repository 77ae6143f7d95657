import type { Machine } from '../../scripts/machines/machine.ts'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { expect } from 'vitest'
import { machineDeadlines } from '../../scripts/machines/deadlines.ts'
import { removeKeptDisk } from '../../scripts/machines/qemu/kept-states.ts'
import { QemuMachine } from '../../scripts/machines/qemu/qemu-machine.ts'
import { describeFullMachine } from '../fixtures/full-machine.ts'
import { describeMachineContract } from './machine-contract.ts'

/** Clock ticks of Linux, per second (`getconf CLK_TCK`), in which `/proc/<pid>/stat` counts. */
const TICKS = 100

const pidOf = (machine: Machine): number => (machine as QemuMachine).pid!

await describeFullMachine('the full machine', host => describeMachineContract('it', (deadlines = {}) => new QemuMachine(host, {
  ...machineDeadlines.qemu,
  ...deadlines,
}), {
  user: 'ana',
  forget: state => removeKeptDisk(host, state),
  ...process.platform === 'linux'
    ? {
        cpuSeconds: async (machine) => {
          const stat = await readFile(`/proc/${pidOf(machine)}/stat`, 'utf8')
          const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13)
          return (Number(user) + Number(system)) / TICKS
        },
      }
    : {},
  crash: machine => void process.kill(pidOf(machine), 'SIGKILL'),
  hang: async (machine) => {
    await expect.poll(() => pidOf(machine), { timeout: 30_000 }).toBeDefined()
    process.kill(pidOf(machine), 'SIGSTOP')
  },
  // The runner that takes the scripts, above the one that waits for this script.
  wedge: 'read -r _ pid < <(grep ^PPid "/proc/$PPID/status"); kill -STOP "$pid"',
}))
