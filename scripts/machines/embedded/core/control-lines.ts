/** What the guest's agent says, one per line. See `scripts/images/embedded/GUEST-CONTRACT.md`, section 5. */
export type AgentLine
  = | { kind: 'done', id: string, exitCode: number }
    | { kind: 'opened', index: number, pid: number }
    | { kind: 'refused', index: number, reason: string }
    | { kind: 'exit', index: number, exitCode: number }
    | { kind: 'time' }
    | { kind: 'pong' }
    | { kind: 'unknown', text: string }

const patterns: readonly [RegExp, (match: readonly string[]) => AgentLine][] = [
  [
    /^done ([a-z0-9-]+) (\d+)$/i,
    ([, id = '', exitCode]) => ({
      kind: 'done',
      id,
      exitCode: Number(exitCode),
    }),
  ],
  [
    /^opened (\d+) (\d+)$/,
    ([, index, pid]) => ({
      kind: 'opened',
      index: Number(index),
      pid: Number(pid),
    }),
  ],
  [
    /^refused (\d+) (.*)$/,
    ([, index, reason = '']) => ({
      kind: 'refused',
      index: Number(index),
      reason,
    }),
  ],
  [
    /^exit (\d+) (-?\d+)$/,
    ([, index, exitCode]) => ({
      kind: 'exit',
      index: Number(index),
      exitCode: Number(exitCode),
    }),
  ],
  [
    /^time ok$/,
    () => ({ kind: 'time' }),
  ],
  [
    /^pong$/,
    () => ({ kind: 'pong' }),
  ],
]

/** Reads one line of the agent, without its line end. */
export function parseAgentLine(text: string): AgentLine {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text)
    if (match)
      return read(match)
  }
  return { kind: 'unknown', text }
}

/** Longest line that is kept; the agent's are far shorter. What is longer is noise, such as kernel messages on the wrong console. */
export const MAX_LINE_CHARS = 1024

/** Cuts a stream of single bytes into lines. */
export class LineSplitter {
  /** A line that has begun. */
  line = ''
  readonly #onLine: (line: string) => void

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  push(byte: number): void {
    if (byte === 0x0A) {
      const line = this.line.replace(/\r$/, '')
      this.line = ''
      this.#onLine(line)
    }
    else if (this.line.length < MAX_LINE_CHARS) {
      this.line += String.fromCharCode(byte)
    }
  }
}
