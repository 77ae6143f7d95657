import type { Machine } from '../../machine.ts'
import type { ClientPort, ImageLocation, WorkerMessage } from './protocol.ts'
import { MachineError } from '../../machine.ts'
import { MachineClient } from './machine-client.ts'

export interface CreateWebMachineOptions {
  /** URLs of the image's folder and of v86's `v86.wasm`, absolute or relative to the page. */
  image: ImageLocation
}

/** The embedded machine in a reader's browser, in a Web Worker of its own. Built by Vite, whose `worker.format` has to be `'es'`. */
export function createWebMachine({ image }: CreateWebMachineOptions): Machine {
  return new MachineClient({
    connect: () => {
      assertAble()
      return connectWebWorker(new Worker(new URL('./web-worker.ts', import.meta.url), { type: 'module', name: 'embedded machine' }))
    },
    image: {
      folder: absolute(image.folder),
      wasm: absolute(image.wasm),
    },
  })
}

/** Browsers without these are old, or were told to go without. */
function assertAble(): void {
  const missing = Object.entries({ 'WebAssembly': globalThis.WebAssembly, 'Web Workers': globalThis.Worker })
    .filter(([, found]) => found === undefined)
    .map(([name]) => name)
  if (missing.length > 0)
    throw new MachineError('start-failed', `This browser has no ${missing.join(' and no ')}, which the machine needs. Use a current browser, or allow it.`)
}

/** The worker has a base URL of its own. */
function absolute(url: string): string {
  return new URL(url, document.baseURI).href.replace(/\/$/, '')
}

function connectWebWorker(worker: Worker): ClientPort {
  return {
    post: message => worker.postMessage(message),
    listen: listener => worker.addEventListener('message', (event: MessageEvent<WorkerMessage>) => listener(event.data)),
    onFailure: (listener) => {
      worker.addEventListener('error', event => listener(new Error(event.message || 'its worker could not be loaded')))
      worker.addEventListener('messageerror', () => listener(new Error('a message of its worker could not be read')))
    },
    terminate: async () => worker.terminate(),
  }
}
