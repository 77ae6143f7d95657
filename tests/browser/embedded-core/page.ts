import type { Machine } from '../../../scripts/machines/machine.ts'
import wasm from 'v86/build/v86.wasm?url'
import { createWebMachine } from '../../../scripts/machines/embedded/core/create-web-machine.ts'

declare global {
  interface Window {
    /** Makes a machine of the image at a URL; `wasm` is the page's own unless another is named. */
    createMachine: (folder: string, wasm?: string) => Machine
  }
}

window.createMachine = (folder, otherWasm) => createWebMachine({
  image: { folder, wasm: otherWasm ?? wasm },
})
