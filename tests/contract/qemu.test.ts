import type { Machine } from '../../scripts/machines/machine.ts'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { QemuMachine } from '../../scripts/machines/qemu/qemu-machine.ts'
import { describeFullMachine } from '../fixtures/full-machine.ts'
import { describeMachineContract } from './machine-contract.ts'

/** Clock ticks of Linux, per second (`getconf CLK_TCK`), in which `/proc/<pid>/stat` counts. */
const TICKS = 100

const pidOf = (machine: Machine): number => (machine as QemuMachine).pid!

await describeFullMachine('the full machine', host => describeMachineContract('it', () => new QemuMachine(host), {
  user: 'ana',
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
}))
