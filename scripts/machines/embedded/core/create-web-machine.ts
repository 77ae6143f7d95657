import type { Machine } from '../../machine.ts'
import type { ClientPort, ImageLocation, WorkerMessage } from './protocol.ts'
import { MachineClient } from './machine-client.ts'

export interface CreateWebMachineOptions {
  /** URLs of the image's folder and of v86's `v86.wasm`, absolute or relative to the page. */
  image: ImageLocation
}

/** The embedded machine in a reader's browser, in a Web Worker of its own. Built by Vite, whose `worker.format` has to be `'es'`. */
export function createWebMachine({ image }: CreateWebMachineOptions): Machine {
  return new MachineClient({
    connect: () => connectWebWorker(new Worker(new URL('./web-worker.ts', import.meta.url), { type: 'module', name: 'embedded machine' })),
    image: {
      folder: absolute(image.folder),
      wasm: absolute(image.wasm),
    },
  })
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
