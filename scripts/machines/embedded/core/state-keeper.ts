import type { PageTable, Words } from './page-store.ts'
import type { StatePieces } from './state-pieces.ts'
import type { Emulator } from './v86-emulator.ts'
import { PageStore } from './page-store.ts'
import { findMemory } from './saved-memory.ts'
import { PAGE_BYTES } from './sparse-memory.ts'
import { cutState, joinState } from './state-pieces.ts'

/** An emulator at one moment. */
export interface Snapshot {
  /** All but the guest's memory. */
  readonly devices: StatePieces
  readonly memory: PageTable
}

/**
 * Keeps states of an emulator that stands still, and brings it back to them. Of the guest's memory only those pages are copied that changed since
 * the state before, and brought back those that differ: v86's own `save_state` copies all, which takes half a second, and its `restore_state`
 * throws away all that was compiled of the guest's code, also where that is the same as before.
 */
export class StateKeeper {
  readonly #emulator: Emulator
  readonly #store: PageStore
  #lastDevices: StatePieces = []
  /** What memory was like when it was last kept or brought back. */
  #last: PageTable

  /** `state` is what the emulator was restored to just before: raw, so that its memory is used where it lies, or compressed. */
  constructor(emulator: Emulator, state: ArrayBufferLike | undefined) {
    this.#emulator = emulator
    const memory = state && findMemory(state)
    this.#store = new PageStore(memory?.pages)
    this.#last = memory?.table ?? new Int32Array(emulator.v86.cpu.mem8.length / PAGE_BYTES)
  }

  /** Memory that all snapshots take together, without their devices. */
  get bytes(): number {
    return this.#store.bytes
  }

  async keep(): Promise<Snapshot> {
    const { cpu } = this.#emulator.v86
    const { pack_memory } = cpu
    // Any buffer will do: it is not looked at when the state is brought back.
    cpu.pack_memory = () => ({
      packed_memory: new Uint8Array(0),
      bitmap: {
        get_buffer: () => new ArrayBuffer(1),
      },
    })
    try {
      this.#lastDevices = cutState(await this.#emulator.save_state(), this.#lastDevices)
      this.#last = this.#store.keep(this.#memory, this.#last)
      return { devices: this.#lastDevices, memory: this.#last }
    }
    finally {
      cpu.pack_memory = pack_memory
    }
  }

  async bringBack({ devices, memory }: Snapshot): Promise<void> {
    const { cpu } = this.#emulator.v86
    const { unpack_memory, jit_clear_cache } = cpu
    cpu.unpack_memory = () => this.#store.bringBack(this.#memory, memory, page => cpu.jit_dirty_cache(page * PAGE_BYTES, (page + 1) * PAGE_BYTES))
    cpu.jit_clear_cache = () => {}
    try {
      await this.#emulator.restore_state(joinState(devices))
      this.#last = memory
      this.#lastDevices = devices
    }
    finally {
      cpu.unpack_memory = unpack_memory
      cpu.jit_clear_cache = jit_clear_cache
    }
  }

  /** Forgets all snapshots but these. */
  retain(snapshots: Iterable<Snapshot>): void {
    this.#store.retain([
      this.#last,
      ...[...snapshots].map(({ memory }) => memory),
    ])
  }

  /** Found anew each time: v86's WebAssembly may have moved it. And not by v86's own view, which does that for every word. */
  get #memory(): Words {
    const { wasm_memory, mem8 } = this.#emulator.v86.cpu
    return new Int32Array(wasm_memory.buffer, mem8.byteOffset, mem8.length / 4)
  }
}
