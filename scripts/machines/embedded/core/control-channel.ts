import type { AgentLine } from './control-lines.ts'
import type { Emulator } from './v86-emulator.ts'
import { LineSplitter, parseAgentLine } from './control-lines.ts'

/** Serial port of the control channel: `/dev/ttyS1`. */
const CONTROL_SERIAL = 1

/** What was said and not heard yet, in either direction. v86 keeps it across a restored state, but not in it. */
export interface Unread {
  /** Bytes that the guest has not read. */
  readonly input: readonly number[]
  /** The beginning of a line of the agent's. */
  readonly line: string
}

/** The line-based conversation with the guest's agent. */
export class ControlChannel {
  readonly #emulator: Emulator
  readonly #splitter: LineSplitter
  readonly #encoder = new TextEncoder()

  constructor(emulator: Emulator, onLine: (line: AgentLine) => void) {
    this.#emulator = emulator
    this.#splitter = new LineSplitter(line => onLine(parseAgentLine(line)))
    emulator.add_listener(`serial${CONTROL_SERIAL}-output-byte`, (byte: number) => this.#splitter.push(byte))
  }

  /** Sends words as one line. They are ASCII and hold neither spaces nor line ends. */
  send(...words: (string | number)[]): void {
    const line = words.join(' ')
    if (!/^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/.test(line))
      throw new TypeError(`Not a line for the guest's agent: ${JSON.stringify(line)}`)
    this.#emulator.serial_send_bytes(CONTROL_SERIAL, this.#encoder.encode(`${line}\n`))
  }

  /** What belongs to the present state, and is no part of a saved one. */
  get unread(): Unread {
    return {
      input: [...this.#input],
      line: this.#splitter.line,
    }
  }

  /** Another state has been restored, with this. */
  set unread({ input, line }: Unread) {
    this.#splitter.line = line
    this.#input.splice(0, this.#input.length, ...input)
  }

  get #input(): number[] {
    return this.#emulator.v86.cpu.devices.uart1.input
  }
}
