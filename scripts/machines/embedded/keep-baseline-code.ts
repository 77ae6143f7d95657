import { setFlagsFromString } from 'node:v8'

/**
 * From now on, V8 compiles new WebAssembly in this process once, fast, and leaves it at that. The emulator's own code, which has been compiled by
 * then, still becomes optimized where it is hot; but of what the emulator makes of the guest's code while it runs, most is hot for a moment and
 * then replaced. Optimizing that took 60 of 62 s of compiling for six samples of a figure. Without, 25 samples took 22 s of processor time in place
 * of 60, the first of them 1.8 s in place of 4.7, and loops in the guest were as fast as before.
 */
export function keepBaselineCode(): void {
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}
