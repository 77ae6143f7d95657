import type { ArrivingState } from './arriving-state.ts'
import type { Emulator, EmulatorConstructor } from './v86-emulator.ts'
import { assertKnownEmulator } from './v86-emulator.ts'

/** Everything that a machine is made of, in memory. */
export interface MachineImage<State = ArrayBufferLike | ArrivingState> {
  /** The same constructor options that the state was saved with. */
  options: Record<string, unknown>
  /** v86's WebAssembly, as bytes or compiled already. */
  wasm: ArrayBuffer | WebAssembly.Module
  bios: ArrayBuffer
  vgaBios: ArrayBuffer
  /** The saved state, raw or compressed with zstd. Where it is shared memory, any number of machines have it once. */
  state: State
  /** Size of the raw state. */
  stateBytes: number
}

/**
 * Makes an emulator from an image, with the devices set up, no state restored and nothing running.
 * @throws Error when the WebAssembly does not compile, or when v86 is not the version this was written for
 */
export async function bootEmulator(V86: EmulatorConstructor, image: MachineImage): Promise<Emulator> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // Where its loader fails later, as by memory that it does not get, a browser tells of it alone. Node ends the thread with the reason.
  const onStray = ({ reason }: PromiseRejectionEvent): void => reject(reason)
  globalThis.addEventListener?.('unhandledrejection', onStray)
  const candidate = new V86({
    ...image.options,
    bios: { buffer: image.bios },
    vga_bios: { buffer: image.vgaBios },
    autostart: false,
    // v86's own loader swallows a failure and never calls back.
    wasm_fn: async (imports: WebAssembly.Imports): Promise<WebAssembly.Exports> => {
      try {
        return await instantiate(image.wasm, imports)
      }
      catch (error) {
        reject(error)
        throw error
      }
    },
  })
  const { add_listener } = candidate as Pick<Emulator, 'add_listener'>
  add_listener.call(candidate, 'emulator-loaded', () => resolve())
  try {
    await promise
  }
  finally {
    globalThis.removeEventListener?.('unhandledrejection', onStray)
  }
  assertKnownEmulator(candidate)
  return candidate
}

async function instantiate(wasm: MachineImage['wasm'], imports: WebAssembly.Imports): Promise<WebAssembly.Exports> {
  if (wasm instanceof WebAssembly.Module)
    return (await WebAssembly.instantiate(wasm, imports)).exports
  return (await WebAssembly.instantiate(wasm, imports)).instance.exports
}
