import type { TerminalSize } from '../../machine.ts'
import type { Emulator, VirtQueue } from './v86-emulator.ts'
import { InputQueue } from '../../input-queue.ts'

/** Number of virtio consoles that v86 has. */
export const CONSOLE_COUNT = 4

/** Milliseconds between two looks at a full queue. v86 does not report when the guest offers a buffer again. */
const QUEUE_POLL_MS = 4

/** Index of the queue that carries resizes (virtio 1.2, 5.3.2: control receiveq). */
const CONTROL_QUEUE = 2

/** Index of a console's input queue (virtio 1.2, 5.3.2: receiveq of port 0 is 0, of port n is 2n + 2). */
function inputQueueIndex(index: number): number {
  return index === 0
    ? 0
    : 2 * index + 2
}

/** One virtio console: text in, without overrunning the guest's queue; text out, decoded as a stream. */
export class ConsolePort {
  readonly #emulator: Emulator
  readonly #index: number
  readonly #mayType: () => boolean
  readonly #input = new InputQueue()
  #decoder = newDecoder()
  #size: TerminalSize | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Input waits while `mayType` says so. */
  constructor(emulator: Emulator, index: number, mayType: () => boolean, onOutput: (text: string) => void) {
    this.#emulator = emulator
    this.#index = index
    this.#mayType = mayType
    emulator.add_listener(`virtio-console${index}-output-bytes`, (bytes: Uint8Array) => {
      const text = this.#decoder.decode(bytes, { stream: true })
      if (text !== '')
        onOutput(text)
    })
  }

  write(data: string): void {
    this.#input.push(data)
    this.pump()
  }

  /** Sets the terminal's size. Of several sizes that the guest has not seen yet, the last one counts. */
  resize(size: TerminalSize): void {
    this.#size = size
    this.pump()
  }

  /** Forgets what is under way in both directions, before another shell or another state. */
  reset(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#input.clear()
    this.#size = undefined
    this.#decoder = newDecoder()
  }

  /** Hands over what the guest takes now, and tries again with the rest while the emulator runs. To be called when it runs again. */
  readonly pump = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    // Looked up each time: restoring a state replaces what a queue stands for.
    const { queues } = this.#emulator.v86.cpu.devices.virtio_console.virtio
    if (this.#size && offersBuffer(queues[CONTROL_QUEUE])) {
      // Rows first: v86 writes the pair in the order that Linux up to 6.1 misread.
      this.#emulator.bus.send(`virtio-console${this.#index}-resize`, [this.#size.rows, this.#size.columns])
      this.#size = undefined
    }
    while (!this.#input.isEmpty && this.#mayType() && offersBuffer(queues[inputQueueIndex(this.#index)]))
      this.#emulator.bus.send(`virtio-console${this.#index}-input-bytes`, this.#input.shift())
    if (this.#emulator.is_running() && (this.#size || !this.#input.isEmpty))
      this.#timer = setTimeout(this.pump, QUEUE_POLL_MS)
  }
}

/** A stream of its own for each shell; a byte order mark is output like any other. */
function newDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true })
}

function offersBuffer(queue: VirtQueue | undefined): boolean {
  return queue?.has_request() ?? false
}
