import type { DemoDefinition, DemoMachineKind, FileStep, LiveFigure, PaneOptions, Step } from '../../demos/define.ts'
import { DemoError } from './demo-error.ts'
import { fileScript } from './file-script.ts'

/** A pane with every default filled in. Sizes in character cells. */
export interface ResolvedPane {
  name: string
  title: string
  columns: number
  rows: number
  user: string
}

/** A pane that shows a file of the machine, with every default filled in. Sizes in character cells. */
export interface ResolvedEditor {
  name: string
  title: string
  columns: number
  rows: number
  /** Absolute path of the file. */
  path: string
  /** Terminals that stand before it on the slide. */
  after: number
  /** Lines that paper shows of the file as it is at the beginning. */
  tells?: RegExp
}

/** A step that writes a file, with the text and the place of it. */
export interface ResolvedFileStep extends FileStep {
  text: string
  path: string
}

export type ResolvedStep = Exclude<Step, FileStep> | ResolvedFileStep

/** A script of a demo's setup. */
export interface SetupPart {
  /** What the slide says while it runs. */
  title?: string
  /** Bash. */
  script: string
}

/** A demo with every default filled in. Panes keep the order of the definition, terminals and editors apart. */
export interface ResolvedDemo {
  id: string
  title: string
  machines: readonly DemoMachineKind[]
  layout: 'columns' | 'rows'
  /** The terminals. */
  panes: readonly ResolvedPane[]
  editors: readonly ResolvedEditor[]
  figure?: LiveFigure
  after?: string
  /** In order. The first part also looks for the programs that the demo needs and writes the files that it brings along. */
  setup?: readonly SetupPart[]
  /** Seconds that each part may take. */
  setupTimeout: number
  steps: readonly ResolvedStep[]
  /** Steps for a page that has no room for all, from 1, in order. */
  print?: readonly number[]
}

/** Cells of at least 20 px type on a 980 px canvas: what can be read from the back row. Measured on the terminal layout. */
const LONE_PANE = { columns: 80, rows: 20 }
const COLUMN_PANE = { columns: 40, rows: 20 }
const ROW_PANE = { columns: 80, rows: 9 }
/** Of 80 columns, what a figure at their side leaves at the same size of type. */
const COLUMNS_BESIDE_FIGURE = 54

/** Seconds for a part of a setup, unless a demo says otherwise. */
const SETUP_SECONDS = 60

/** Texts of `demos/files/`, by their path in there. */
export type DemoFiles = ReadonlyMap<string, string>

export interface ResolveOptions {
  /** Presses that a typed step takes which does not say so itself. @default 1 */
  presses?: 1 | 2
}

/**
 * Fills the defaults that `demos/define.ts` documents. Expects a definition that passed `validateDemo`, and the files that it brings along:
 * throws `DemoError` `invalid` for one that is not there.
 */
export function resolveDemo(definition: DemoDefinition, texts: DemoFiles, { presses = 1 }: ResolveOptions = {}): ResolvedDemo {
  const { layout = 'rows', panes, needs = [], files, setup, setupTimeout = SETUP_SECONDS, steps, ...rest } = definition
  const names = Object.keys(panes)
  const size = {
    ...names.length === 1
      ? LONE_PANE
      : layout === 'rows'
        ? ROW_PANE
        : COLUMN_PANE,
    ...definition.figure && { columns: COLUMNS_BESIDE_FIGURE },
  }
  const preparation = [
    ...needs.map(program => `command -v ${program} > /dev/null || { echo "This machine has no ${program}. Install it there, or choose a machine that has it." >&2; exit 1; }`),
    ...files === undefined
      ? []
      : [
          fileScript(files, name => findText(texts, name, definition.id)),
        ],
  ].join('\n')
  const parts = setupParts(preparation, setup)
  return {
    ...rest,
    ...parts.length > 0 && { setup: parts },
    setupTimeout,
    steps: steps.map((step): ResolvedStep => {
      if ('file' in step) {
        return {
          ...step,
          text: findText(texts, step.file, definition.id),
          path: panes[step.pane]!.editor!,
        }
      }
      return 'type' in step
        ? { presses, ...step }
        : step
    }),
    layout,
    panes: names.filter(name => panes[name]!.editor === undefined).map((name) => {
      const { title = name, columns = size.columns, rows = size.rows, user = 'root' } = panes[name]!
      return { name, title, columns, rows, user }
    }),
    editors: resolveEditors(panes, size),
  }
}

function resolveEditors(panes: Readonly<Record<string, PaneOptions>>, size: Pick<ResolvedEditor, 'columns' | 'rows'>): ResolvedEditor[] {
  let after = 0
  return Object.entries(panes).flatMap(([name, { title, editor: path, columns = size.columns, rows = size.rows, tells }]) => {
    if (path === undefined) {
      after++
      return []
    }
    return [
      {
        name,
        title: title ?? path,
        columns,
        rows,
        path,
        after,
        ...tells && { tells },
      },
    ]
  })
}

/** All panes of a demo, as they stand on the slide. */
export function panesInOrder({ panes, editors }: Pick<ResolvedDemo, 'panes' | 'editors'>): (ResolvedPane | ResolvedEditor)[] {
  return Array.from({ length: panes.length + 1 }, (_, index) => [
    ...editors.filter(({ after }) => after === index),
    ...panes.slice(index, index + 1),
  ]).flat()
}

function setupParts(preparation: string, setup: DemoDefinition['setup']): SetupPart[] {
  const parts: SetupPart[] = typeof setup === 'object'
    ? Object.entries(setup).map(([title, script]) => ({ title, script }))
    : [setup ?? ''].filter(script => script !== '').map(script => ({ script }))
  if (preparation === '')
    return parts
  const [first, ...others] = parts
  return [
    {
      ...first,
      script: first === undefined
        ? preparation
        : `${preparation}\n${first.script}`,
    },
    ...others,
  ]
}

function findText(texts: DemoFiles, name: string, id: string): string {
  const text = texts.get(name)
  if (text === undefined)
    throw new DemoError('invalid', `demos/${id}.ts, the demo: it names "${name}", but there is no file demos/files/${name}.`)
  return text
}

/** What a step puts on the command line, presses or shows, as one readable line. */
export function stepText(step: Step): string {
  if ('type' in step)
    return step.type
  if ('file' in step)
    return step.file.replace(/^.*\//, '')
  return 'keys' in step
    ? step.keys.join(' ')
    : step.speaker
}
