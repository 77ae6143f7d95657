import type { Machine } from '../../scripts/machines/machine.ts'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { describe } from 'vitest'
import { findQemuHost } from '../../scripts/machines/qemu/qemu-host.ts'
import { QemuMachine } from '../../scripts/machines/qemu/qemu-machine.ts'
import { describeMachineContract } from './machine-contract.ts'

const host = await findQemuHost().catch((error: Error) => {
  // Where the image was made for the tests, they must not pass without it.
  if (process.env.FULL_MACHINE === 'required')
    throw error
  describe.skip(`the full machine, which cannot be had here: ${error.message}`, () => undefined)
})

/** Clock ticks of Linux, per second (`getconf CLK_TCK`), in which `/proc/<pid>/stat` counts. */
const TICKS = 100

if (host) {
  describeMachineContract(`the full machine (${host.accelerator.name})`, () => new QemuMachine(host), {
    user: 'ana',
    cpuSeconds: async (machine: Machine) => {
      const stat = await readFile(`/proc/${(machine as QemuMachine).pid}/stat`, 'utf8')
      const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13)
      return (Number(user) + Number(system)) / TICKS
    },
    crash: machine => void process.kill((machine as QemuMachine).pid!, 'SIGKILL'),
  })
}
