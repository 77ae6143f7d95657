import { Buffer } from 'node:buffer'
import { fileURLToPath } from 'node:url'
import { V86 } from 'v86'
import { embeddedMachineOptions } from '../../machines/embedded/core/options.ts'
import { ImageError } from '../image-error.ts'

/** Serial ports of the guest, by their use. */
const BOOT_LOG = 0
const CONTROL = 1

/** Characters of the boot log that an error repeats. */
const LOG_TAIL = 1500

/** Characters of a console that an error repeats. */
const SCREEN_TAIL = 400

/** Milliseconds that the agent may take for its first answer after a restore. */
const RESTORE_TIMEOUT_MS = 30_000

/** v86's WebAssembly, which the state belongs to as much as to its JavaScript. */
export const emulatorWasm = fileURLToPath(import.meta.resolve('v86/build/v86.wasm'))

/** What a machine starts from: a kernel with its initramfs, or a saved state. */
export type StartingPoint = { kernel: Buffer, initrd: Buffer, commandLine: string } | { state: Buffer }

export interface FirmwareFiles {
  bios: Buffer
  vgaBios: Buffer
}

/** The parts of v86 that its type file lacks. */
interface UntypedParts {
  bus: { send: (event: string, argument: unknown) => void }
  create_file: (path: string, content: Uint8Array) => Promise<void>
  fs9p: { read_file: (path: string) => Promise<Uint8Array | null> }
  serial_send_bytes: (port: number, bytes: Uint8Array) => void
  add_listener: (event: string, listener: (argument: never) => void) => void
}

/**
 * The guest as the recipe sees it: its boot log, its agent's lines, its consoles. Deliberately not the driver of
 * `scripts/machines/embedded`: what is checked here is the contract, without anything that a driver might smooth over.
 */
export class GuestSession {
  readonly #emulator: Omit<V86, 'add_listener'> & UntypedParts
  readonly #lines: string[] = []
  readonly #watchers = new Set<() => void>()
  readonly #screens = ['', '', '', '']
  #log = ''
  #line = ''

  private constructor(emulator: V86) {
    this.#emulator = emulator as unknown as Omit<V86, 'add_listener'> & UntypedParts
    this.#emulator.add_listener(`serial${BOOT_LOG}-output-byte`, (byte: number) => {
      this.#log += String.fromCharCode(byte)
      if (byte === 0x0A)
        this.#changed()
    })
    this.#emulator.add_listener(`serial${CONTROL}-output-byte`, (byte: number) => this.#takeControlByte(byte))
    this.#screens.forEach((_, index) => {
      const decoder = new TextDecoder()
      this.#emulator.add_listener(`virtio-console${index}-output-bytes`, (bytes: Uint8Array) => {
        this.#screens[index] += decoder.decode(bytes, { stream: true })
        this.#changed()
      })
    })
  }

  /** Starts the machine; it runs until `end`. */
  static async start({ bios, vgaBios }: FirmwareFiles, from: StartingPoint): Promise<GuestSession> {
    const emulator = new V86({
      ...embeddedMachineOptions,
      ...('state' in from
        ? {}
        : {
            bzimage: {
              buffer: exactBuffer(from.kernel),
            },
            initrd: {
              buffer: exactBuffer(from.initrd),
            },
            cmdline: from.commandLine,
          }),
      bios: {
        buffer: exactBuffer(bios),
      },
      vga_bios: {
        buffer: exactBuffer(vgaBios),
      },
      wasm_path: emulatorWasm,
    } as unknown as ConstructorParameters<typeof V86>[0])
    await new Promise<void>(resolve => emulator.add_listener('emulator-loaded', () => resolve()))
    const session = new GuestSession(emulator)
    await (('state' in from)
      ? session.restore(from.state)
      : emulator.run())
    return session
  }

  /** Returns to a state, raw or compressed, with the clock set. */
  async restore(state: Buffer): Promise<void> {
    await this.#emulator.stop()
    await this.#emulator.restore_state(exactBuffer(state))
    this.#lines.length = 0
    this.#line = ''
    this.#screens.fill('')
    await this.#emulator.run()
    this.send(`time ${Date.now() / 1000}`)
    await this.line(/^time ok$/, RESTORE_TIMEOUT_MS)
  }

  get log(): string {
    return this.#log
  }

  /** Everything that a console has printed. */
  screen(index: number): string {
    return this.#screens[index] ?? ''
  }

  send(line: string): void {
    this.#emulator.serial_send_bytes(CONTROL, Buffer.from(`${line}\n`))
  }

  type(index: number, text: string): void {
    this.#emulator.bus.send(`virtio-console${index}-input-bytes`, Buffer.from(text))
  }

  resize(index: number, columns: number, rows: number): void {
    this.#emulator.bus.send(`virtio-console${index}-resize`, [rows, columns])
  }

  async writeFile(name: string, text: string): Promise<void> {
    await this.#emulator.create_file(name, Buffer.from(text))
  }

  async readFile(name: string): Promise<string> {
    // Not v86's own `read_file`, which takes an empty file for a missing one.
    return Buffer.from(await this.#emulator.fs9p.read_file(name) ?? []).toString()
  }

  /** Takes the next line of the agent that matches, and forgets those before it. */
  async line(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
    return await this.until(() => {
      const index = this.#lines.findIndex(line => pattern.test(line))
      const found = index < 0
        ? null
        : pattern.exec(this.#lines[index]!)
      if (found)
        this.#lines.splice(0, index + 1)
      return found
    }, `the agent's line ${pattern}`, timeoutMs)
  }

  /** Waits until `probe` gives something; it is asked whenever the guest has said something. */
  async until<T>(probe: () => T | null | undefined | false, what: string, timeoutMs: number): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const watch = (): void => {
      const found = probe()
      if (found)
        resolve(found)
    }
    const timer = setTimeout(() => reject(new ImageError(this.#timeoutMessage(what, timeoutMs))), timeoutMs)
    this.#watchers.add(watch)
    watch()
    try {
      return await promise
    }
    finally {
      clearTimeout(timer)
      this.#watchers.delete(watch)
    }
  }

  /** The machine's whole state. The machine stands still afterwards. */
  async save(): Promise<Buffer> {
    await this.#emulator.stop()
    return Buffer.from(await this.#emulator.save_state())
  }

  async end(): Promise<void> {
    await this.#emulator.destroy()
  }

  #timeoutMessage(what: string, timeoutMs: number): string {
    const screens = this.#screens.map(text => text.slice(-SCREEN_TAIL))
    return `The guest did not come to ${what} within ${timeoutMs / 1000} s. Its boot log ends with:\n${this.#log.slice(-LOG_TAIL)}\nIts agent said ${JSON.stringify(this.#lines)}; its consoles show ${JSON.stringify(screens)}.`
  }

  #takeControlByte(byte: number): void {
    if (byte !== 0x0A) {
      this.#line += String.fromCharCode(byte)
      return
    }
    this.#lines.push(this.#line)
    this.#line = ''
    this.#changed()
  }

  #changed(): void {
    for (const watch of [...this.#watchers])
      watch()
  }
}

/** v86 takes whole `ArrayBuffer`s; a `Buffer` may be a view of a larger one. */
function exactBuffer(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
