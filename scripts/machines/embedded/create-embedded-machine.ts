import type { Machine } from '../machine.ts'
import type { ImageLocation, ImageSource } from './core/protocol.ts'
import { fileURLToPath } from 'node:url'
import { MachineClient } from './core/machine-client.ts'
import { connectWorker, startMachineWorker } from './worker-port.ts'

/** The image that is committed with the project, and the emulator of the installed npm package. */
export const builtImage: ImageLocation = {
  folder: fileURLToPath(new URL('../../images/embedded/built', import.meta.url)),
  wasm: fileURLToPath(import.meta.resolve('v86/build/v86.wasm')),
}

/** Memory that a machine takes when demos have used it: the guest's own, the emulator's thread, and the states of a dozen steps. Measured by `npm run bench memory` and `back`. */
export const EMBEDDED_MACHINE_BYTES = 320 * 2 ** 20

export interface CreateEmbeddedMachineOptions {
  /** @default the committed image and the installed emulator, read anew */
  image?: ImageSource | Promise<ImageSource>
}

/**
 * The machine that needs nothing installed: v86 and a saved state of a Debian, in a worker thread of its own.
 * `start` rejects with MachineError 'image-missing' or 'image-mismatch' when the image cannot be used, and 'start-failed' when the emulator cannot.
 */
export function createEmbeddedMachine({ image = builtImage }: CreateEmbeddedMachineOptions = {}): Machine {
  return new MachineClient({
    connect: () => connectWorker(startMachineWorker()),
    image,
  })
}
