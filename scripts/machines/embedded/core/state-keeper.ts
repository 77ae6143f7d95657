import type { PageTable, Words } from './page-store.ts'
import type { StatePieces } from './state-pieces.ts'
import type { Emulator } from './v86-emulator.ts'
import { PAGE_BYTES, PAGE_WORDS, PageStore } from './page-store.ts'
import { splitState } from './saved-memory.ts'
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

  /** Brings an emulator that has never run to a raw state, and keeps that. The state's memory is used where it lies. */
  static async begin(emulator: Emulator, state: ArrayBufferLike): Promise<{ keeper: StateKeeper, snapshot: Snapshot }> {
    const { devices, pages, table } = splitState(state)
    const keeper = new StateKeeper(emulator, new PageStore(pages), table)
    const snapshot = {
      devices: cutState(devices),
      memory: table,
    }
    await keeper.#restore(snapshot, () => keeper.#fill(pages))
    return { keeper, snapshot }
  }

  private constructor(emulator: Emulator, store: PageStore, table: PageTable) {
    this.#emulator = emulator
    this.#store = store
    this.#last = table
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

  async bringBack(snapshot: Snapshot): Promise<void> {
    const { cpu } = this.#emulator.v86
    await this.#restore(snapshot, () =>
      this.#store.bringBack(this.#memory, snapshot.memory, page => cpu.jit_dirty_cache(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)))
  }

  /** Forgets all snapshots but these. */
  retain(snapshots: Iterable<Snapshot>): void {
    this.#store.retain([
      this.#last,
      ...[...snapshots].map(({ memory }) => memory),
    ])
  }

  async #restore({ devices, memory }: Snapshot, bringMemory: () => void): Promise<void> {
    const { cpu } = this.#emulator.v86
    const { unpack_memory, jit_clear_cache } = cpu
    cpu.unpack_memory = bringMemory
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

  /**
   * Fills memory that nothing has been in but firmware. Pages that are zero are left alone: each that is written is one that this computer has to
   * provide, 180 MB more per machine, of which the guest never used a byte.
   */
  #fill(pages: Words): void {
    const { cpu } = this.#emulator.v86
    const memory = this.#memory
    for (const [page, slot] of this.#last.entries()) {
      if (slot > 0)
        memory.set(pages.subarray((slot - 1) * PAGE_WORDS, slot * PAGE_WORDS), page * PAGE_WORDS)
      else if (!cpu.is_memory_zeroed(page * PAGE_BYTES, PAGE_BYTES))
        memory.fill(0, page * PAGE_WORDS, (page + 1) * PAGE_WORDS)
    }
  }

  /** Found anew each time: v86's WebAssembly may have moved it. And not by v86's own view, which does that for every word. */
  get #memory(): Words {
    const { wasm_memory, mem8 } = this.#emulator.v86.cpu
    return new Int32Array(wasm_memory.buffer, mem8.byteOffset, mem8.length / 4)
  }
}
