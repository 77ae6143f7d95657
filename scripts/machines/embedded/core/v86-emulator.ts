/**
 * The part of v86 that the embedded machine uses. v86's own type file lacks the bus and everything below it, though both are there, unmangled, in
 * the release build (checked for 0.5.462; `assertKnownEmulator` checks again whenever a machine boots).
 * Source of the names: v86's `src/browser/starter.js`, `src/virtio_console.js`, `src/virtio.js`, `src/uart.js`, `lib/filesystem.js`.
 */

/** A virtio queue. A buffer that the guest offers is one request. */
export interface VirtQueue {
  /** Whether the guest offers a buffer. What is sent without one is dropped. */
  has_request: () => boolean
}

/** The guest's 9p file system. The root directory has inode 0. */
export interface GuestFileSystem {
  /** Inode number, -1 if there is no such name. */
  Search: (parent: number, name: string) => number
  /** `null` for an empty or a missing file. */
  read_file: (path: string) => Promise<Uint8Array | null>
  Unlink: (parent: number, name: string) => number
  /** Frees a file's content, which `Unlink` keeps. */
  DeleteData: (inode: number) => Promise<void>
}

/** An instance of v86, as far as it is used here. */
export interface Emulator {
  run: () => Promise<void>
  stop: () => Promise<void>
  destroy: () => Promise<void>
  is_running: () => boolean
  restore_state: (state: ArrayBufferLike) => Promise<void>
  save_state: () => Promise<ArrayBuffer>
  create_file: (path: string, data: Uint8Array) => Promise<void>
  serial_send_bytes: (port: number, data: Uint8Array) => void
  add_listener: (event: string, listener: (argument: never) => void) => void
  bus: { send: (event: string, argument: unknown) => void }
  fs9p: GuestFileSystem
  v86: {
    cpu: {
      /** Ends the sleep of an idle emulator, which otherwise lasts until the guest's next timer: seconds, in a tickless kernel. */
      stop_idling: () => void
      /** Memory of v86's WebAssembly, in which the guest's lies. */
      wasm_memory: WebAssembly.Memory
      /** The guest's memory, as a view that finds it anew each time. */
      mem8: { readonly byteOffset: number, readonly length: number }
      /** Called by `save_state`: the pages that are not zero, and which those are. */
      pack_memory: () => { packed_memory: Uint8Array<ArrayBuffer>, bitmap: { get_buffer: () => ArrayBuffer } }
      /** Called by `restore_state`. */
      unpack_memory: (bitmap: unknown, packedMemory: unknown) => void
      /** Forgets what was compiled of the guest's code: all of it, or what lies between two addresses, in bytes. */
      jit_clear_cache: () => void
      jit_dirty_cache: (start: number, end: number) => void
      /** Whether guest memory holds nothing but zeros: address and length in bytes. */
      is_memory_zeroed: (address: number, length: number) => boolean | number
      /** v86's zstd decompressor (its `lib/zstd`): room for so many packed bytes, where that is, the next so many unpacked bytes, and an end of each. */
      zstd_create_ctx: (length: number) => number
      zstd_get_src_ptr: (context: number) => number
      zstd_read: (context: number, length: number) => number
      zstd_read_free: (address: number, length: number) => void
      zstd_free_ctx: (context: number) => void
      devices: {
        /** `input` holds what the guest has not read yet; it is no part of a saved state. */
        uart1: { input: number[] }
        virtio_console: { virtio: { queues: VirtQueue[] } }
      }
    }
  }
}

/** v86's constructor, the `V86` export of the npm package. */
export type EmulatorConstructor = new (options: Record<string, unknown>) => unknown

/**
 * Makes sure that the undocumented parts of v86 are where they were in the version this was written for.
 * @throws Error naming what is missing
 */
export function assertKnownEmulator(candidate: unknown): asserts candidate is Emulator {
  const emulator = candidate as Partial<Emulator>
  const devices = emulator.v86?.cpu?.devices
  const missing = Object.entries({
    'bus.send': emulator.bus?.send,
    'fs9p.read_file': emulator.fs9p?.read_file,
    'fs9p.Unlink': emulator.fs9p?.Unlink,
    'fs9p.DeleteData': emulator.fs9p?.DeleteData,
    'cpu.stop_idling': emulator.v86?.cpu?.stop_idling,
    'cpu.wasm_memory': emulator.v86?.cpu?.wasm_memory,
    'cpu.mem8.byteOffset': emulator.v86?.cpu?.mem8?.byteOffset,
    'cpu.pack_memory': emulator.v86?.cpu?.pack_memory,
    'cpu.unpack_memory': emulator.v86?.cpu?.unpack_memory,
    'cpu.jit_clear_cache': emulator.v86?.cpu?.jit_clear_cache,
    'cpu.jit_dirty_cache': emulator.v86?.cpu?.jit_dirty_cache,
    'cpu.is_memory_zeroed': emulator.v86?.cpu?.is_memory_zeroed,
    'cpu.zstd_create_ctx': emulator.v86?.cpu?.zstd_create_ctx,
    'cpu.zstd_get_src_ptr': emulator.v86?.cpu?.zstd_get_src_ptr,
    'cpu.zstd_read': emulator.v86?.cpu?.zstd_read,
    'cpu.zstd_read_free': emulator.v86?.cpu?.zstd_read_free,
    'cpu.zstd_free_ctx': emulator.v86?.cpu?.zstd_free_ctx,
    'cpu.devices.uart1.input': devices?.uart1?.input,
    'cpu.devices.virtio_console.virtio.queues': devices?.virtio_console?.virtio?.queues?.[0]?.has_request,
  }).filter(([, found]) => found === undefined).map(([name]) => name)
  if (missing.length > 0)
    throw new Error(`This build of v86 has no ${missing.join(', no ')}. Install the version named in package.json (npm ci).`)
}
