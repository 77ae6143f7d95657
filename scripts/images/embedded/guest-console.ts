import type { GuestSession } from './guest-session.ts'

/** Milliseconds until a shell must have answered. */
const ANSWER_TIMEOUT_MS = 60_000

/** What marks where input begins, at the end of every prompt. */
const PROMPT_END = '\u001B]133;B\u0007'

/** A shell on one of the guest's consoles, as a person at it sees it. */
export class GuestConsole {
  readonly #guest: GuestSession
  readonly #index: number
  readonly pid: number
  #seen = 0

  private constructor(guest: GuestSession, index: number, pid: number) {
    this.#guest = guest
    this.#index = index
    this.pid = pid
  }

  /** Opens a shell and waits for its first prompt. */
  static async open(guest: GuestSession, index: number, { columns = 90, rows = 20, user = 'root' } = {}): Promise<GuestConsole> {
    const seen = guest.screen(index).length
    guest.resize(index, columns, rows)
    guest.send(`open ${index} ${columns} ${rows} ${user}`)
    const [, pid] = await guest.line(new RegExp(`^opened ${index} (\\d+)$`), ANSWER_TIMEOUT_MS)
    const console = new GuestConsole(guest, index, Number(pid))
    console.#seen = seen
    await console.output()
    return console
  }

  /** Types a line and gives all that is printed until the next prompt is there, escape sequences included. */
  async enter(line: string): Promise<string> {
    this.#guest.type(this.#index, `${line}\n`)
    return await this.output()
  }

  type(text: string): void {
    this.#guest.type(this.#index, text)
  }

  /** What was printed since last asked, up to the next prompt. */
  async output(): Promise<string> {
    const end = await this.#guest.until(() => {
      const at = this.#guest.screen(this.#index).indexOf(PROMPT_END, this.#seen)
      return at < 0
        ? undefined
        : at + PROMPT_END.length
    }, `a prompt on console ${this.#index}`, ANSWER_TIMEOUT_MS)
    const text = this.#guest.screen(this.#index).slice(this.#seen, end)
    this.#seen = end
    return text
  }

  /** Waits until a text was printed since last asked. */
  async shows(text: string): Promise<void> {
    await this.#guest.until(() => this.#guest.screen(this.#index).slice(this.#seen).includes(text), `"${text}" on console ${this.#index}`, ANSWER_TIMEOUT_MS)
  }

  /** Waits for the shell's end and gives its exit code. */
  async exitCode(): Promise<number> {
    const [, code] = await this.#guest.line(new RegExp(`^exit ${this.#index} (\\d+)$`), ANSWER_TIMEOUT_MS)
    return Number(code)
  }
}

/** The OSC 133 marks in a text, in order, such as `['C', 'D;0', 'A', 'B']`. */
export function marksOf(text: string): string[] {
  return text.split('\u001B]133;').slice(1).map(part => part.slice(0, part.indexOf('\u0007')))
}
