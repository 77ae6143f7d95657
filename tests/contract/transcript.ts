import type { Shell, ShellExit } from '../../scripts/machines/machine.ts'

/** OSC 133 marks, as `scripts/images/embedded/GUEST-CONTRACT.md` (section 6) has them. */
export const marks = { prompt: '\x1B]133;A\x07', input: '\x1B]133;B\x07', output: '\x1B]133;C\x07' } as const

/** Milliseconds that a shell on the slowest machine has for an answer. */
const PATIENCE_MS = 30_000

/** What a typed command did, as its marks tell. */
export interface CommandResult {
  exitCode: number
  /** What it printed, lines ended by `\n`. */
  output: string
}

/** Writes down everything that a shell says, and waits for parts of it. */
export class Transcript {
  readonly #shell: Shell
  readonly #watchers = new Set<() => void>()
  readonly exits: ShellExit[] = []
  /** Each call of `onData`. */
  readonly chunks: string[] = []
  text = ''

  constructor(shell: Shell) {
    this.#shell = shell
    shell.onData((data) => {
      if (this.exits.length > 0)
        throw new Error('The shell printed after its end.')
      this.text += data
      this.chunks.push(data)
      this.#notify()
    })
    shell.onExit((exit) => {
      this.exits.push(exit)
      this.#notify()
    })
  }

  /** Waits until the text from an offset on matches; answers with the match. */
  async waitFor(pattern: RegExp, from = 0): Promise<RegExpExecArray> {
    return this.#watch(() => pattern.exec(this.text.slice(from)) ?? undefined, () =>
      `${pattern} did not come. The shell said: ${JSON.stringify(this.text.slice(from))}`)
  }

  /** Waits for the first prompt. */
  async prompt(): Promise<void> {
    // eslint-disable-next-line no-control-regex
    await this.waitFor(/\x1B\]133;B\x07/)
  }

  async exit(): Promise<ShellExit> {
    return this.#watch(() => this.exits[0], () => `The shell did not end. It said: ${JSON.stringify(this.text)}`)
  }

  /** Types a command line and waits for the prompt after it. */
  async command(line: string): Promise<CommandResult> {
    const from = this.text.length
    this.#shell.write(`${line}\r`)
    // eslint-disable-next-line no-control-regex
    const match = await this.waitFor(/\x1B\]133;C\x07([\s\S]*?)\x1B\]133;D;(\d+)\x07[\s\S]*?\x1B\]133;B\x07/, from)
    return {
      exitCode: Number(match[2]),
      output: (match[1] ?? '').replaceAll('\r\n', '\n'),
    }
  }

  #notify(): void {
    for (const watcher of [...this.#watchers])
      watcher()
  }

  #watch<T>(find: () => T | undefined, describe: () => string): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const timer = setTimeout(() => reject(new Error(describe())), PATIENCE_MS)
    const watcher = (): void => {
      const found = find()
      if (found !== undefined)
        resolve(found)
    }
    this.#watchers.add(watcher)
    watcher()
    return promise.finally(() => {
      clearTimeout(timer)
      this.#watchers.delete(watcher)
    })
  }
}
