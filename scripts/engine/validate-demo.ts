import type { DemoDefinition, Expectation, PaneOptions, Step } from '../../demos/define.ts'
import * as v from 'valibot'
import { liveFigureNames } from '../probe/figure-parts.ts'
import { DemoError } from './demo-error.ts'
import { keyNames, keySequence } from './keys.ts'

const kebab = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be kebab-case, such as "pid-namespace"'), v.maxLength(64))
function cells(least: number): v.GenericSchema<number> {
  return v.pipe(v.number(), v.integer(), v.minValue(least, `must be at least ${least}`), v.maxValue(300, 'must be at most 300'))
}
const words = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'))
/** A command line is typed as one line: a line break in it would press Enter in the middle. */
const line = v.pipe(words, v.regex(/^[^\r\n]*$/, 'must be one line; use one step per command'))
/** `g` and `y` make a RegExp remember where it stopped, so that the same text matches only every other time. */
const pattern = v.pipe(v.instance(RegExp), v.check(regex => !/[gy]/.test(regex.flags), 'must not have the flags g or y'))

const seconds = v.pipe(v.number(), v.gtValue(0, 'must be more than 0 seconds'), v.maxValue(600, 'must be at most 600 seconds'))

const expectation = v.strictObject({
  output: v.optional(pattern),
  not: v.optional(pattern),
  exit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
  pane: v.optional(v.string()),
  check: v.optional(words),
})
const common = {
  pane: v.string(),
  cue: v.optional(words),
  expect: v.optional(expectation),
  until: v.optional(v.strictObject({
    output: pattern,
    pane: v.optional(v.string()),
  })),
  timeout: v.optional(seconds),
}
function stepSchema<Entries extends v.ObjectEntries>(entries: Entries): v.GenericSchema {
  return v.strictObject({
    ...common,
    ...entries,
  }, issue => issue.expected === 'never'
    ? 'is not a property of such a step'
    : issue.message)
}
const absolutePath = v.pipe(v.string(), v.regex(/^\/[^/\0]+(?:\/[^/\0]+)*$/, 'must be an absolute path, such as "/root/profile.json"'))
/** What a step may hold, by the property that makes its kind. */
const stepKinds = {
  type: stepSchema({
    type: line,
    presses: v.optional(v.picklist([1, 2], 'must be 1 or 2')),
  }),
  keys: stepSchema({
    keys: v.pipe(v.array(v.string()), v.minLength(1, 'must name at least one key')),
  }),
  speaker: stepSchema({ speaker: line }),
  file: v.strictObject({
    pane: v.string(),
    cue: v.optional(words),
    file: words,
    tells: v.optional(pattern),
    expect: v.optional(v.strictObject({ check: words }, ({ expected, message }) => expected === 'never'
      ? 'is about what a command prints, and a step that writes a file runs none: it can only have a check'
      : message)),
  }, issue => issue.expected === 'never'
    ? 'is not a property of a step that writes a file'
    : issue.message),
}
const noKind = v.custom<never>(() => false, 'must have exactly one of type, keys, speaker and file')
const step = v.lazy((candidate) => {
  const kinds = Object.keys(stepKinds).filter(kind => Object.hasOwn(new Object(candidate), kind)) as (keyof typeof stepKinds)[]
  return kinds.length === 1
    ? stepKinds[kinds[0]!]
    : noKind
})

const definition = v.strictObject({
  id: kebab,
  title: words,
  machines: v.pipe(v.array(v.picklist(['embedded', 'qemu'])), v.minLength(1, 'must name at least one machine')),
  layout: v.optional(v.picklist(['columns', 'rows'])),
  panes: v.pipe(
    v.record(kebab, v.strictObject({
      title: v.optional(words),
      columns: v.optional(cells(20)),
      rows: v.optional(cells(4)),
      user: v.optional(v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_-]*$/, 'must be an account name'))),
      editor: v.optional(absolutePath),
      tells: v.optional(pattern),
    })),
    v.check(panes => Object.keys(panes).length >= 1, 'must name at least one pane'),
    v.check(panes => Object.keys(panes).length <= 4, 'must name at most four panes: a machine has four terminals'),
    v.check(panes => Object.values(panes).some(({ editor }) => editor === undefined), 'must name at least one pane with a shell'),
    v.check(panes => Object.values(panes).every(({ editor, user }) => editor === undefined || user === undefined), 'must have a user only where there is a shell'),
    v.check(panes => Object.values(panes).every(({ editor, tells }) => editor !== undefined || tells === undefined), 'must have tells only where there is an editor'),
    v.check((panes) => {
      const paths = Object.values(panes).flatMap(({ editor }) => editor ?? [])
      return new Set(paths).size === paths.length
    }, 'must show each file in one pane'),
  ),
  figure: v.optional(v.picklist(liveFigureNames, `must be one of ${liveFigureNames.join(', ')}`)),
  after: v.optional(kebab),
  needs: v.optional(v.array(v.pipe(v.string(), v.regex(/^[\w.+-]+$/, 'must be the name of a program')))),
  files: v.optional(v.record(
    absolutePath,
    words,
  )),
  setup: v.optional(v.union([
    words,
    v.pipe(v.record(words, words), v.check(parts => Object.keys(parts).length >= 1, 'must have at least one part')),
  ], 'must be a Bash script, or several by what the slide says meanwhile')),
  setupTimeout: v.optional(seconds),
  steps: v.pipe(v.array(v.unknown()), v.minLength(1, 'must have at least one step')),
  print: v.optional(v.pipe(
    v.array(v.pipe(v.number(), v.integer('must be the number of a step'), v.minValue(1, 'must be the number of a step: the first is 1'))),
    v.minLength(1, 'must name at least one step, or be left out'),
    v.check(print => print.every((number, index) => index === 0 || number > print[index - 1]!), 'must name each step once, in their order'),
  )),
})

/**
 * Checks one definition as loaded from `file`. Throws a `DemoError` with code `invalid` that names file, step and remedy.
 * Whether `after` names a demo that exists is checked where all demos are known (`demo-catalogue.ts`).
 */
export function validateDemo(value: unknown, file: string): DemoDefinition {
  const shape = v.safeParse(definition, value)
  if (!shape.success)
    throw invalid(file, 'the demo', describeIssues(shape.issues))
  if (shape.output.figure && shape.output.layout === 'columns')
    throw invalid(file, 'the demo', 'layout is columns, but a figure already takes the place beside the panes; use rows')
  if (shape.output.setupTimeout !== undefined && shape.output.setup === undefined)
    throw invalid(file, 'the demo', 'setupTimeout is for a setup, and there is none')
  const { print = [], steps } = shape.output
  if (print.some(number => number > steps.length))
    throw invalid(file, 'the demo', `print names step ${print.at(-1)}, but the demo has ${steps.length}`)
  const { panes } = shape.output
  for (const [index, candidate] of steps.entries()) {
    const where = `step ${index + 1} of ${steps.length}`
    const parsed = v.safeParse(step, candidate)
    if (!parsed.success)
      throw invalid(file, where, describeIssues(parsed.issues))
    const problem = stepProblem(parsed.output as Step, panes)
    if (problem)
      throw invalid(file, where, problem)
  }
  return value as DemoDefinition
}

/** What no type can say: panes that exist, keys that are known, expectations that can come true. */
function stepProblem(step: Step, panes: Readonly<Record<string, PaneOptions>>): string | undefined {
  const { expect, until } = step
  for (const [property, pane] of [
    ['pane', step.pane],
    ['expect.pane', expect?.pane],
    ['until.pane', until?.pane],
  ] as const) {
    if (pane === undefined)
      continue
    if (!Object.hasOwn(panes, pane))
      return `${property} is "${pane}", but the panes of this demo are ${Object.keys(panes).join(', ')}`
    const isEditor = panes[pane]!.editor !== undefined
    if (isEditor && !('file' in step))
      return `${property} is "${pane}", which is an editor and has no shell; what it shows is changed by a step with file`
    if (!isEditor && 'file' in step)
      return `file is for a pane with an editor, and "${pane}" has a shell`
  }
  if ('keys' in step) {
    const unknown = step.keys.find(key => keySequence(key) === undefined)
    if (unknown !== undefined)
      return `key "${unknown}" is not known; use a single character, Ctrl-<letter>, or one of ${keyNames.join(', ')}`
  }
  return expect && impossibility(expect, step)
}

function impossibility(expect: Expectation, step: Step): string | undefined {
  const { output, not, exit, check } = expect
  if (output === undefined && not === undefined && exit === undefined && check === undefined)
    return 'expect is empty; give it output, not, exit or check, or leave it out'
  if (exit !== undefined && step.until)
    return 'expect.exit can never be known, because the step ends by until and not at a prompt; drop one of them'
  if (output && not && String(output) === String(not))
    return `expect.output and expect.not are the same pattern ${output}, which cannot both hold`
  if (expect.pane && exit !== undefined && expect.pane !== step.pane)
    return 'expect.exit belongs to the step\'s own pane; drop expect.pane or expect.exit'
  return undefined
}

function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => {
    const path = v.getDotPath(issue as v.BaseIssue<unknown>)
    return path
      ? `${path}: ${issue.message}`
      : issue.message
  }).join('; ')
}

function invalid(file: string, where: string, problem: string): DemoError {
  return new DemoError('invalid', `${file}, ${where}: ${problem}.\nThe format is described in demos/define.ts.`)
}
