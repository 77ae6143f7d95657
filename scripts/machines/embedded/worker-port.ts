import type { ClientPort } from './core/protocol.ts'
import { Worker } from 'node:worker_threads'

/** Mebibytes for what the emulator's JavaScript makes and forgets at once. V8 would take 48 and keep them; a machine makes next to nothing. */
const YOUNG_HEAP_MIB = 4

/** Starts a worker thread that serves one machine. The caller ends it. */
export function startMachineWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'embedded machine',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MIB },
  })
}

/** The client's end of the channel to a worker thread. */
export function connectWorker(worker: Worker): ClientPort {
  return {
    post: message => worker.postMessage(message),
    listen: listener => worker.on('message', listener),
    onFailure: (listener) => {
      worker.on('error', (error: unknown) => listener(error instanceof Error
        ? error
        : new Error(String(error))))
      worker.on('exit', code => listener(new Error(`its worker thread ended with code ${code}`)))
    },
    terminate: async () => void await worker.terminate(),
  }
}
