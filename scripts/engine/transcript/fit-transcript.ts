import type { ResolvedDemo } from '../resolve-demo.ts'
import type { ShownLine } from './shorten-output.ts'
import type { TranscriptStep } from './transcript.ts'
import { breakCommand, FURTHER_INDENT } from '../break-command.ts'
import { shortenOutput } from './shorten-output.ts'
import { pointOf, tellingSteps } from './telling-steps.ts'

/** The space of a printed transcript with one size of type. */
export interface TypeRoom {
  /** Size of type in pixels. */
  size: number
  /** Character cells beside the step's number. */
  columns: number
  /** Lines of type. */
  rows: number
}

export interface TranscriptRoom {
  /** From the largest type to the smallest that can be read. */
  sizes: readonly TypeRoom[]
  /** Captions stand beside the commands; otherwise above them. */
  beside: boolean
  /** Lines that a step's caption takes, of type of some size. */
  captionRows: (step: Pick<TranscriptStep, 'pane' | 'cue'>, size: number) => number
}

/** A step of which a page has all lines, or of a file only those that tell what is new. */
interface ShortStep extends TranscriptStep {
  /** Lines of the file that are left out. */
  linesLeftOut?: number
}

/** A step as it is printed. */
export interface PrintedStep extends Omit<ShortStep, 'command' | 'lines' | 'telling'> {
  /** The command, broken into lines. */
  command: readonly string[]
  lines: readonly ShownLine[]
  /** That it printed nothing proves something. */
  silent?: true
  /** It stands there so that no step is missing: without a caption, the name of its pane before the command. */
  bare?: true
}

/** Steps that are left out, the first and the last of them. */
export interface StepsLeftOut {
  from: number
  to: number
}

export interface PrintedTranscript {
  /** Size of type in pixels. */
  size: number
  entries: readonly (PrintedStep | StepsLeftOut)[]
}

/** Rows between two steps. */
export const STEP_GAP = 0.45
/** Lines of a step's output at most: all there are, and if that is too much, fewer. */
const OUTPUT_LIMITS = [Number.POSITIVE_INFINITY, 8, 5, 3] as const
/** Below this, output is cut only where a demo has chosen its steps. */
const FEWEST_LINES_OF_ALL = 5

/**
 * What a page has room for: the demo up to its point, whole, in the largest type that can be had; or else the steps that the demo chose, or
 * those whose output proves something, the last ones first, and with the room that is left the steps before them.
 */
export function fitTranscript(demo: Pick<ResolvedDemo, 'steps' | 'print'>, transcript: readonly TranscriptStep[], room: TranscriptRoom): PrintedTranscript {
  const told = transcript.slice(0, pointOf(demo)).map(({ number }) => number)
  const whole = firstFitting(told, transcript, room, OUTPUT_LIMITS.filter(limit => limit >= FEWEST_LINES_OF_ALL))
  if (whole)
    return whole
  const short = transcript.map(step => shortStep(step, demo))
  const chosen = demo.print ?? chooseSteps(tellingSteps(demo), told, short, room)
  return firstFitting(chosen, short, room, OUTPUT_LIMITS)
    ?? firstFitting(chosen, short, room, OUTPUT_LIMITS, true)
    ?? firstFitting(growSelection([], chosen.toReversed(), short, room), short, room, OUTPUT_LIMITS)
    // A box that has no room for a single step gets it all the same.
    ?? layOut(chosen.slice(-1), short, room.sizes.at(-1)!, OUTPUT_LIMITS.at(-1)!)
}

/** Of a changed file, the lines that make the difference. Of a step that the demo chose, what it printed, even if no rehearsal can say it beforehand. */
function shortStep(step: TranscriptStep, { steps, print }: Pick<ResolvedDemo, 'steps' | 'print'>): ShortStep {
  const lines = step.lines.filter(({ tells }) => tells)
  if (lines.length > 0)
    return { ...step, lines, linesLeftOut: step.lines.length - lines.length }
  // What a program shows that goes on is a screen, and not its answer.
  const answers = print?.includes(step.number) && !steps[step.number - 1]!.until && step.lines.some(({ aside }) => !aside)
  return answers
    ? { ...step, telling: true }
    : step
}

/** The last steps that prove something, as many as there is room for, and then the steps before them and between them. */
function chooseSteps(telling: readonly number[], told: readonly number[], transcript: readonly ShortStep[], room: TranscriptRoom): number[] {
  return growSelection(growSelection([], telling.toReversed(), transcript, room), told.toReversed(), transcript, room)
}

/** The first limit with which the steps fit, in the largest type. `dense`: a lone step that is left out and wider than a line is told by the numbers around it. */
function firstFitting(numbers: readonly number[], transcript: readonly ShortStep[], room: TranscriptRoom, limits: readonly number[], dense = false): PrintedTranscript | undefined {
  for (const limit of limits) {
    for (const type of room.sizes) {
      const printed = layOut(numbers, transcript, type, limit, dense)
      if (rowsOf(printed, type, room) <= type.rows)
        return printed
    }
  }
  return undefined
}

/** Adds steps, in the order given, until one does not fit in the smallest type; at least one. In the order of the demo. */
function growSelection(chosen: readonly number[], candidates: readonly number[], transcript: readonly ShortStep[], room: TranscriptRoom): number[] {
  const smallest = room.sizes.at(-1)!
  let taken = [...chosen]
  for (const number of candidates.filter(each => !chosen.includes(each))) {
    const more = [...taken, number].sort((a, b) => a - b)
    if (taken.length > 0 && rowsOf(layOut(more, transcript, smallest, OUTPUT_LIMITS[1]), smallest, room) > smallest.rows)
      break
    taken = more
  }
  return taken
}

function layOut(numbers: readonly number[], transcript: readonly ShortStep[], { size, columns }: TypeRoom, limit: number, dense = false): PrintedTranscript {
  const entries: (PrintedStep | StepsLeftOut)[] = []
  let before = 0
  for (const number of numbers) {
    const between = transcript.slice(before, number - 1)
    const bare = bareStep(between, columns)
    if (bare || between.length > (dense ? 1 : 0))
      entries.push(bare ?? { from: before + 1, to: number - 1 })
    const { lines, telling, ...step } = transcript[number - 1]!
    entries.push({
      ...step,
      command: breakCommand(step.command, columns - promptWidth(step), columns - FURTHER_INDENT),
      lines: telling
        ? shortenOutput(lines, limit)
        : [],
      ...telling && lines.every(({ aside }) => aside) && { silent: true },
    })
    before = number
  }
  return { size, entries }
}

/** One step that is left out takes as much room as the words that it is. */
function bareStep([step, ...others]: readonly ShortStep[], columns: number): PrintedStep | undefined {
  if (!step || others.length > 0)
    return undefined
  const { number, pane, prompt, command } = step
  return promptWidth(step) + pane.length + 1 + command.length <= columns
    ? {
        number,
        pane,
        prompt,
        command: [command],
        lines: [],
        bare: true,
      }
    : undefined
}

/** Columns before the command. */
function promptWidth({ prompt }: Pick<ShortStep, 'prompt'>): number {
  return prompt === ''
    ? 0
    : prompt.length + 1
}

function rowsOf({ size, entries }: PrintedTranscript, { columns }: TypeRoom, { beside, captionRows }: TranscriptRoom): number {
  let rows = (entries.length - 1) * STEP_GAP
  for (const entry of entries) {
    if ('from' in entry) {
      rows += 1
      continue
    }
    const caption = entry.bare
      ? 0
      : captionRows(entry, size)
    const typed = entry.command.length + (entry.silent ? 1 : 0) + entry.lines.reduce((sum, line) => sum + linesOf(line, columns), headingsOf(entry))
    rows += beside
      ? Math.max(caption, typed)
      : caption + typed
  }
  return rows
}

function linesOf(line: ShownLine, columns: number): number {
  return 'leftOut' in line
    ? 1
    : Math.max(1, Math.ceil(line.text.length / columns))
}

/** Output of another pane has its name above it. */
function headingsOf({ lines }: PrintedStep): number {
  return new Set(lines.flatMap(line => 'leftOut' in line || line.pane === undefined
    ? []
    : [line.pane])).size
}
