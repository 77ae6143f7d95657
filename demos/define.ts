/**
 * What a demo is: pure data, written once, and used live, in rehearsal, in recordings, in print and on the published site.
 * Validation happens where definitions are loaded (`scripts/engine/validate-demo.ts`), so that this file stays free of imports.
 */

/** Machines a demo can be written for. A recording is made from these and is never named here. */
export type DemoMachineKind = 'embedded' | 'qemu'

/** Figures that are drawn from the machine's kernel while a demo runs (`components/figures/live/`). */
export type LiveFigure
  = 'ProcessTree'
    | 'NamespaceMap'
    | 'CgroupTree'
    | 'UidMap'
    | 'CapabilitySets'
    | 'OverlayLayers'
    | 'NetworkMap'
    | 'PressurePlot'
    | 'ClusterState'
    | 'ImageLayers'

/** One named pane of a demo: a terminal, or a file of the machine. */
export interface PaneOptions {
  /** Heading above the pane. @default its name, or the path of its file */
  title?: string
  /** Width in character cells, the same in every window. @default 80; 40 for columns; 54 beside a figure */
  columns?: number
  /** Height in character cells. @default 20, or 9 for rows of two */
  rows?: number
  /** Account whose login shell runs in the pane. @default 'root' */
  user?: string
  /**
   * Absolute path of a file in the machine that the pane shows, in place of a shell. The presenter may edit it; it is saved by Ctrl+S, and before the
   * next step. It is read at the beginning and after every step, and what a step has changed is marked. One that is not there yet is empty. At most
   * 64 KiB of UTF-8. @default the pane has a shell
   */
  editor?: string
  /**
   * Of an editor's file as it is at the beginning, the lines that a page of paper shows above the steps.
   * @default none: the demo's steps change the file, and that is shown
   */
  tells?: RegExp
}

/** When a step counts as finished, where the shell itself cannot say it (a `busybox sh`, a running `top`). */
export interface Until<Pane extends string = string> {
  /** Matched against what the pane printed since the step began, without escape sequences. */
  output: RegExp
  /** Pane that is watched. @default the step's own pane */
  pane?: Pane
}

/** What proves that the step had its effect. */
export interface Expectation<Pane extends string = string> {
  /** Must match what the pane printed since the step began, without escape sequences, lines ended by `\n`. */
  output?: RegExp
  /** Must not match it. */
  not?: RegExp
  /**
   * Exit status of the typed command. Unknown (and unchecked) where the command opens a nested shell.
   * @default 0 for typed commands that end at a prompt
   */
  exit?: number
  /** Pane whose output is checked. @default the step's own pane */
  pane?: Pane
  /** A Bash script that the machine runs as root beside the shells; the effect is there if it exits 0. */
  check?: string
}

/** What every kind of step carries. */
export interface StepBase<Pane extends string = string> {
  pane: Pane
  /** One or two sentences that the speaker says with the step. Shown in the presenter's view only. */
  cue?: string
  expect?: Expectation<Pane>
  /** @default the shell's own prompt mark (OSC 133) */
  until?: Until<Pane>
  /** Seconds until the step is given up. @default 20 */
  timeout?: number
}

/** A command line that the kit types, followed by Enter. */
export interface TypeStep<Pane extends string = string> extends StepBase<Pane> {
  type: string
  /**
   * How often the speaker presses *next*: at 2, the first press types the line, and the second presses Enter. In between the room has read it.
   * @default 1, or what the run says (`--presses`)
   */
  presses?: 1 | 2
}

/** Keys that the kit presses, such as `Ctrl-C`, `Enter` or `q`. */
export interface KeysStep<Pane extends string = string> extends StepBase<Pane> {
  keys: readonly string[]
}

/** A command line left to the speaker; the kit waits for its end, and types it itself where nobody is there to. */
export interface SpeakerStep<Pane extends string = string> extends StepBase<Pane> {
  speaker: string
}

/** The next version of the file that an editor's pane shows. The kit writes it into the machine. */
export interface FileStep<Pane extends string = string> extends StepBase<Pane> {
  /** Path in `demos/files/`. */
  file: string
  /** Of the lines that it changes, those that a page of paper shows which has no room for all. @default its first lines, and the last */
  tells?: RegExp
  /** It ends when the file is written, and prints nothing: of an expectation, it has only a `check`. */
  until?: undefined
  timeout?: undefined
}

export type Step<Pane extends string = string> = TypeStep<Pane> | KeysStep<Pane> | SpeakerStep<Pane> | FileStep<Pane>

export interface DemoDefinition<Pane extends string = string> {
  /** Kebab-case; the same as the file's name. */
  id: string
  /** The point of the demo in a few words. */
  title: string
  machines: readonly DemoMachineKind[]
  /**
   * How panes stand on the slide. A slide holds 80 columns of type that can be read from the back row, so panes side by side
   * share them.
   * @default 'rows'
   */
  layout?: 'columns' | 'rows'
  /** Left to right, or top to bottom. */
  panes: Record<Pane, PaneOptions>
  /** What stands beside the panes, drawn from the machine's kernel as it is at that moment. @default no figure */
  figure?: LiveFigure
  /** Id of the demo whose end is this demo's beginning. */
  after?: string
  /** Programs that not every machine of these kinds has. Without one, the demo does not begin and says which is missing. */
  needs?: readonly string[]
  /** Files that the demo brings along: absolute path in the machine, and path in `demos/files/`. They are there before `setup` runs. */
  files?: Readonly<Record<string, string>>
  /**
   * A Bash script that the machine runs as root, out of sight, before the panes open. One that takes longer than a moment comes in parts, each under
   * what the slide says meanwhile. A machine that can keeps its state afterwards, and begins there from then on.
   */
  setup?: string | Readonly<Record<string, string>>
  /** Seconds until a part of `setup` is given up. @default 60 */
  setupTimeout?: number
  steps: readonly Step<NoInfer<Pane>>[]
  /**
   * Steps for a page of paper that has no room for all, by number from 1, each with what it printed. The live figure is printed as it is at the end of the last of them.
   * @default the last steps whose output proves something, and as many before them as there is room for
   */
  print?: readonly number[]
}

/** Types a demo definition; the pane names of `panes` are the only ones that steps may use. */
export function defineDemo<Pane extends string>(definition: DemoDefinition<Pane>): DemoDefinition<Pane> {
  return definition
}
