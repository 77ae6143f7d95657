import type { Worker } from 'node:worker_threads'
import type { Machine } from '../../scripts/machines/machine.ts'
import process from 'node:process'
import { MachineClient } from '../../scripts/machines/embedded/core/machine-client.ts'
import { builtImage } from '../../scripts/machines/embedded/create-embedded-machine.ts'
import { connectWorker, startMachineWorker } from '../../scripts/machines/embedded/worker-port.ts'
import { describeMachineContract } from './machine-contract.ts'

/** Threads that the machines compute in, so that one of them can have an accident. */
const workers = new Map<Machine, Worker>()

function create(): Machine {
  const machine: Machine = new MachineClient({
    connect: () => {
      const worker = startMachineWorker()
      workers.set(machine, worker)
      return connectWorker(worker)
    },
    image: builtImage,
  })
  return machine
}

describeMachineContract('the embedded machine', create, {
  user: 'ana',
  // The emulator's thread belongs to this process.
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000_000
  },
  crash: async machine => void await workers.get(machine)?.terminate(),
})
