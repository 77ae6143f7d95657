import type { Step } from '../../../demos/define.ts'
import type { RecordedText } from '../editor/text-log.ts'
import type { HeadlessTerminal, KeptTerminal } from '../kept-terminal.ts'
import type { RecordedOutput, Recording } from '../recording.ts'
import type { ResolvedDemo } from '../resolve-demo.ts'
import type { ScreenLine } from '../screen-lines.ts'
import { textChanges } from '../editor/recorded-texts.ts'
import { withoutTabs } from '../editor/tabs.ts'
import { createKeptTerminal } from '../kept-terminal.ts'
import { stepText } from '../resolve-demo.ts'
import { lineText, printedLines } from '../screen-lines.ts'
import { StepOutput } from '../step-output.ts'
import { COMMAND_BEGINS } from '../type-out.ts'
import { matchedLines } from './matched-lines.ts'
import { isTelling } from './telling-steps.ts'

/** A line that a step printed, however wide the terminal was. */
export interface TranscriptLine {
  runs: ScreenLine
  text: string
  /** The step's expectation is about it. */
  promised: boolean
  /** The step wants it printed before the others that it changed. */
  tells?: true
  /** The pane that it stands in, where that is not the step's own. */
  pane?: string
  /** It came in a pane that the step is not about. */
  aside?: true
}

/** What one step of a demo came to. */
export interface TranscriptStep {
  /** From 1. */
  number: number
  pane: string
  /** What stood before the command; empty for keys. */
  prompt: string
  /** The command line, or the names of keys. */
  command: string
  cue?: string
  /** What it printed proves something. */
  telling: boolean
  lines: readonly TranscriptLine[]
}

/** Draws a whole screen, or begins one anew: what it leaves behind is a screen, and not lines below its command. */
// eslint-disable-next-line no-control-regex
const FULL_SCREEN = /\x1B\[(?:\d*(?:;\d*)?[Hf]|[23]?J|\?1049h)/

/** What a demo showed in its recording, step by step. Expects a recording that fits the demo. */
export async function createTranscript(demo: ResolvedDemo, recording: Recording): Promise<TranscriptStep[]> {
  const readers = new Map(await Promise.all(recording.panes.map(async (pane) => {
    const reader = new PaneReader(pane)
    await reader.play(pane.parts[0] ?? [])
    return [
      pane.name,
      { reader, parts: pane.parts },
    ] as const
  })))
  const steps: TranscriptStep[] = []
  for (const [index, step] of demo.steps.entries()) {
    const own = readers.get(step.pane)?.reader
    for (const { reader } of readers.values())
      reader.begin()
    const prompt = own?.prompt ?? ''
    for (const { reader, parts } of readers.values())
      await reader.play(parts[index + 1] ?? [])
    const isKeys = 'keys' in step
    const changes = textLines(step, recording.texts, index + 1)
    const lines = [
      ...own?.lines(step, !isKeys) ?? [],
      ...linesElsewhere(step, [
        ...readers.values(),
      ].map(({ reader }) => reader)),
      ...changes,
    ]
    steps.push({
      number: index + 1,
      pane: step.pane,
      prompt: isKeys
        ? ''
        : prompt,
      command: stepText(step),
      ...step.cue !== undefined && { cue: step.cue },
      telling: 'file' in step || changes.length > 0 || isTelling(step) || lines.some(({ promised }) => promised),
      lines,
    })
  }
  for (const { reader } of readers.values())
    reader.dispose()
  return steps
}

/** What came in panes other than the step's own. A program that redraws a screen of its own is left out, unless the step is about it. */
function linesElsewhere(step: Step, readers: readonly PaneReader[]): TranscriptLine[] {
  const { pane: own, expect, until } = step
  return readers.filter(({ name }) => name !== own).flatMap((reader) => {
    const { name: pane } = reader
    if (pane === expect?.pane || pane === until?.pane)
      return reader.lines(step, false).map(line => ({ ...line, pane }))
    return reader.fullScreen
      ? []
      : reader.lines(step, false).map(line => ({ ...line, pane, aside: true as const }))
  })
}

/** What the step has changed in editors' panes. */
function textLines(step: Step, texts: readonly RecordedText[], number: number): TranscriptLine[] {
  return textChanges(texts, number).flatMap(({ pane, lines }) => withoutBlankEnds(lines.map((line) => {
    const text = withoutTabs(line)
    return {
      runs: [
        { text },
      ],
      text,
      promised: false,
      ...'file' in step && step.tells?.test(text) && { tells: true as const },
      ...pane !== step.pane && { pane },
    }
  })))
}

/** Plays a pane part by part, and reads what each part left. */
class PaneReader {
  readonly name: string
  readonly #kept: KeptTerminal
  readonly #terminal: HeadlessTerminal
  readonly #output = new StepOutput()
  #from: ReturnType<HeadlessTerminal['registerMarker']> | undefined
  /** `#from` is where the command began, below its echo, which may have several lines. */
  #isPastEcho = false
  #data = ''

  constructor({ name, columns, rows }: { name: string, columns: number, rows: number }) {
    this.name = name
    this.#kept = createKeptTerminal({ columns, rows })
    this.#terminal = this.#kept.terminal
  }

  /** What came since `begin` is a screen. */
  get fullScreen(): boolean {
    return FULL_SCREEN.test(this.#data)
  }

  /** What stands in the cursor's line. */
  get prompt(): string {
    const row = this.#cursorLine()
    return lineText(printedLines(this.#terminal, row, this.#cursorRow + 1)[0] ?? [])
  }

  /** What comes now belongs to a step. */
  begin(): void {
    this.#output.begin()
    this.#data = ''
    this.#isPastEcho = false
    this.#markFrom(this.#cursorLine())
  }

  async play(part: readonly RecordedOutput[]): Promise<void> {
    const data = part.map(each => each.data).join('')
    this.#data += data
    this.#output.take(data)
    const echoEnd = data.indexOf(COMMAND_BEGINS)
    if (echoEnd !== -1) {
      await this.#write(data.slice(0, echoEnd))
      this.#isPastEcho = true
      this.#markFrom(this.#cursorRow)
    }
    await this.#write(data.slice(Math.max(0, echoEnd)))
  }

  #write(data: string): Promise<void> {
    return new Promise(resolve => this.#kept.write(data, resolve))
  }

  #markFrom(row: number): void {
    this.#from?.dispose()
    this.#from = this.#terminal.registerMarker(row - this.#cursorRow)
  }

  /** What was printed since `begin`, without the prompt that follows. `echoed`: it begins with the command line. */
  lines(step: Step, echoed: boolean): TranscriptLine[] {
    const { expect, until } = step
    const text = this.#output.text({ skipEcho: echoed })
    const promised = new Set([
      { pane: expect?.pane ?? step.pane, pattern: expect?.output },
      { pane: until?.pane ?? step.pane, pattern: until?.output },
    ].flatMap(({ pane, pattern }) => pattern && pane === this.name
      ? [
          ...matchedLines(text, pattern),
        ]
      : []))
    const plain = text.split('\n').map(squeezed)
    return withoutBlankEnds(this.#screen(echoed).map((runs, index) => {
      const shown = lineText(runs)
      // A program that moves the cursor prints its lines in another order than they are seen in.
      const place = plain[index] === squeezed(shown)
        ? index
        : plain.indexOf(squeezed(shown))
      return { runs, text: shown, promised: shown !== '' && promised.has(place) }
    }))
  }

  #screen(echoed: boolean): ScreenLine[] {
    const { baseY } = this.#terminal.buffer.active
    if (this.fullScreen)
      return printedLines(this.#terminal, baseY, baseY + this.#terminal.rows).filter(line => line.length > 0)
    const from = this.#from?.line ?? baseY
    const lines = printedLines(this.#terminal, from, this.#cursorLine())
    return echoed && !this.#isPastEcho
      ? lines.slice(1)
      : lines
  }

  get #cursorRow(): number {
    const { baseY, cursorY } = this.#terminal.buffer.active
    return baseY + cursorY
  }

  /** The row in which the cursor's line begins. */
  #cursorLine(): number {
    const { active } = this.#terminal.buffer
    let row = this.#cursorRow
    while (row > 0 && active.getLine(row)?.isWrapped)
      row--
    return row
  }

  dispose(): void {
    this.#terminal.dispose()
  }
}

/** Tabs and what fills them are alike. */
function squeezed(line: string): string {
  return line.replaceAll(/\s+/g, ' ').trim()
}

function withoutBlankEnds(lines: readonly TranscriptLine[]): TranscriptLine[] {
  const isPrinted = ({ text }: TranscriptLine): boolean => text !== ''
  return lines.slice(
    lines.findIndex(isPrinted),
    lines.findLastIndex(isPrinted) + 1,
  )
}
