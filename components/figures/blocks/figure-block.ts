import * as v from 'valibot'
import { parse, YAMLParseError } from 'yaml'
import { barsSchema, resolveBars } from './bars-data.ts'
import { betSchema, resolveBet } from './bet-data.ts'
import { blockProblem } from './block-problem.ts'
import { resolveBoxes } from './boxes-data.ts'
import { boxesSchema } from './boxes-schema.ts'
import { resolveSequence, sequenceSchema } from './sequence-data.ts'
import { resolveStops, stopsSchema } from './stops-data.ts'
import { resolveTimeline, timelineSchema } from './timeline-data.ts'
import { resolveTree, treeSchema } from './tree-data.ts'

interface FigureKind {
  /** Draws it. */
  component: string
  /** Checks what is written and completes it. Throws with what is wrong. */
  resolve: (source: unknown) => unknown
}

/** Kinds of figures that a slide describes with data. */
const kinds: Record<string, FigureKind> = {
  sequence: kind('SequenceFigure', sequenceSchema, resolveSequence),
  boxes: kind('BoxesFigure', boxesSchema, resolveBoxes),
  tree: kind('BoxesFigure', treeSchema, resolveTree),
  bars: kind('BarsFigure', barsSchema, resolveBars),
  timeline: kind('TimelineFigure', timelineSchema, resolveTimeline),
  stops: kind('StopsFigure', stopsSchema, resolveStops),
  bet: kind('BetFigure', betSchema, resolveBet),
}

const info = /^figure(?:\s+(\S.*))?$/

/**
 * The component for a fenced block whose info string is `figure <kind>`, with the block's YAML as its data. `place` is its slide, for messages.
 * Undefined for any other block. Throws with the kind and what is wrong with it.
 */
export function figureBlock(fence: string, code: string, place?: string): string | undefined {
  const match = info.exec(fence.trim())
  if (!match)
    return undefined
  const name = match[1] ?? ''
  const found = Object.hasOwn(kinds, name)
    ? kinds[name]
    : undefined
  const at = place === undefined
    ? ''
    : `${place}: `
  if (!found)
    throw new Error(`${at}There is no figure "${name}". Write one of these after \`figure\`: ${Object.keys(kinds).join(', ')}.`)
  try {
    const data = JSON.stringify(found.resolve(parsed(code)))
    return `<${found.component} :figure="${attribute(data)}" />`
  }
  catch (error) {
    throw new Error(`${at}The figure "${name}": ${error instanceof Error
      ? error.message
      : String(error)}`, { cause: error })
  }
}

function kind<Schema extends v.GenericSchema>(component: string, schema: Schema, resolve: (source: v.InferOutput<Schema>) => unknown): FigureKind {
  return {
    component,
    resolve: source => resolve(checked(schema, source)),
  }
}

function checked<Schema extends v.GenericSchema>(schema: Schema, source: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, source)
  if (result.success)
    return result.output
  throw new Error(blockProblem(result.issues[0]))
}

function parsed(code: string): unknown {
  try {
    return parse(code)
  }
  catch (error) {
    if (!(error instanceof YAMLParseError))
      throw error
    throw new Error(`the YAML cannot be read. Words with a colon, a backtick, a comma or a bracket go between quotes: text: 'GET /info: all'. ${error.message.trimEnd()}`, { cause: error })
  }
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
