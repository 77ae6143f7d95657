import type { MachineDeadlines } from '../../scripts/machines/deadlines.ts'
import type { Machine } from '../../scripts/machines/machine.ts'
import process from 'node:process'
import { postMessageToThread, Worker } from 'node:worker_threads'
import { expect } from 'vitest'
import { machineDeadlines } from '../../scripts/machines/deadlines.ts'
import { MachineClient } from '../../scripts/machines/embedded/core/machine-client.ts'
import { builtImage } from '../../scripts/machines/embedded/create-embedded-machine.ts'
import { connectWorker } from '../../scripts/machines/embedded/worker-port.ts'
import { describeMachineContract } from './machine-contract.ts'

/** Threads that the machines compute in, so that one of them can have an accident. */
const workers = new Map<Machine, Worker>()

function create(deadlines: Partial<MachineDeadlines> = {}): Machine {
  const machine: Machine = new MachineClient({
    connect: () => {
      const worker = new Worker(new URL('../fixtures/hanging-worker.ts', import.meta.url))
      workers.set(machine, worker)
      return connectWorker(worker)
    },
    image: builtImage,
    deadlines: {
      ...machineDeadlines.embedded,
      ...deadlines,
    },
  })
  return machine
}

describeMachineContract('the embedded machine', create, {
  user: 'ana',
  rewinds: true,
  // The emulator's thread belongs to this process.
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000_000
  },
  crash: async machine => void await workers.get(machine)?.terminate(),
  hang: async (machine) => {
    const hangs = new Int32Array(new SharedArrayBuffer(8))
    // A thread that is being made listens only when its program has begun.
    await expect.poll(async () => await postMessageToThread(workers.get(machine)?.threadId ?? 0, hangs).then(() => true, () => false), { timeout: 30_000 }).toBe(true)
    await expect.poll(() => hangs[0], { timeout: 30_000 }).toBe(1)
  },
  // Not those that it has forked, one of which tells the end of this script.
  wedge: 'pkill -STOP -o -x agent',
})
