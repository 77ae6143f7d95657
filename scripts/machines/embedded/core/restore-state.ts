import type { Emulator } from './v86-emulator.ts'

/**
 * Returns an emulator to a raw state. One in memory that several machines share is cut into buffers here, as v86 would do it by `slice`: it takes
 * nothing for a buffer but an `ArrayBuffer` (its `src/state.js`, `lib/bitmap`). The largest is the guest's memory, which has been copied to its place
 * then; it is given back at once, or a thread that has little else to do would keep it until its next collection.
 */
export async function restoreState(emulator: Emulator, state: ArrayBufferLike): Promise<void> {
  if (typeof SharedArrayBuffer === 'undefined' || !(state instanceof SharedArrayBuffer))
    return emulator.restore_state(state)
  let largest = new ArrayBuffer(0)
  Object.defineProperty(state, 'slice', {
    configurable: true,
    value: (start: number, end: number): ArrayBuffer => {
      const { buffer } = new Uint8Array(new Uint8Array(state, start, end - start))
      if (buffer.byteLength > largest.byteLength)
        largest = buffer
      return buffer
    },
  })
  await emulator.restore_state(state)
  largest.transfer(0)
}
