import type { AgentLine } from './control-lines.ts'
import type { Emulator } from './v86-emulator.ts'
import { LineSplitter, parseAgentLine } from './control-lines.ts'

/** Serial port of the control channel: `/dev/ttyS1`. */
const CONTROL_SERIAL = 1

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

  /** Forgets half a line in either direction. v86 keeps unread input across a restored state, where it would garble the first line. */
  reset(): void {
    this.#splitter.reset()
    this.#emulator.v86.cpu.devices.uart1.input.length = 0
  }
}
