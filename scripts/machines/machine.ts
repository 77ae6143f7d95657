/**
 * The contract between a demo and the place where it runs. Free of Node, because the published site runs it in a browser.
 * Every driver passes `tests/contract/machine-contract.ts`; what that suite checks is what MUST means here.
 */

import type { Event } from '../base/event.ts'

export type MachineKind = 'embedded' | 'qemu' | 'ssh' | 'recording'

/** Character cells. */
export interface TerminalSize {
  columns: number
  rows: number
}

export interface ShellOptions extends TerminalSize {
  /** Account whose login shell is opened. @default 'root' */
  user?: string
}

/** How a shell ended. `exitCode` is the shell's own, 128 + signal when a signal ended it, -1 where that cannot be known. */
export interface ShellExit {
  exitCode: number
}

/**
 * One interactive session. The shape is node-pty's `IPty`, so that on `qemu` and `ssh` it can be one.
 * Strings are UTF-8 decoded; a multi-byte character is never split between two `onData` calls.
 */
export interface Shell {
  readonly onData: Event<string>
  /** Fires once. No `onData` follows it. */
  readonly onExit: Event<ShellExit>
  write: (data: string) => void
  resize: (columns: number, rows: number) => void
  /** Stops `onData` until `resume`. Nothing is lost in between. */
  pause: () => void
  resume: (call?: CallOptions) => void
  /** Ends the shell and what it runs. */
  kill: () => void
  /** The shell's process as scripts of `Machine.run` see it in `/proc`, for looks at what has its terminal. @default unknown */
  processId?: () => Promise<number>
}

export interface CallOptions {
  /** Aborting rejects with the signal's reason; what was begun goes to its end unseen. @default never aborted */
  signal?: AbortSignal | undefined
}

export interface RunOptions {
  /** Milliseconds after which the script and its children are killed and `run` rejects. @default 30_000 */
  timeout?: number
  /** Aborting kills the script and rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

export interface RunResult {
  /** Exit status of the script; 128 + signal when a signal ended it. */
  exitCode: number
  stdout: string
  stderr: string
}

/**
 * Every call MUST end: with its result, with why it failed, with the machine's end, or at its deadline (`deadlines.ts`), which ends the machine, too.
 * Whatever became of a machine, `stop` ends it and another one can be started.
 */
export interface Machine {
  readonly kind: MachineKind
  /**
   * Fires once when the machine died without being asked to, with the reason. Everything pending rejects with it,
   * every open shell fires `onExit`.
   */
  readonly onDeath: Event<Error>
  /** Fires while `start` loads the machine from afar: the share of its bytes that is there, 0 … 1. @default all of it is at hand */
  readonly onProgress?: Event<number>
  /** Resolves when shells can be opened. Aborting `signal` stops the machine, also later. MUST reject, never hang. */
  start: (signal: AbortSignal) => Promise<void>
  /** Opens an interactive Bash with OSC 133 prompt marks. At least four may be open at once. */
  openShell: (options: ShellOptions, call?: CallOptions) => Promise<Shell>
  /** Runs a Bash script as root beside the shells, for setup, checks and probes. MUST NOT disturb any shell. */
  run: (script: string, options?: RunOptions) => Promise<RunResult>
  /** Keeps the machine's whole present state under a name. Saving a name again replaces it. */
  save: (checkpoint: string, call?: CallOptions) => Promise<void>
  /**
   * Returns to a saved state: processes, files, kernel objects. `'base'` always exists: the state after `start`.
   * Open shells end (`onExit`) and are opened anew by the caller; the guest's wall clock is right afterwards.
   */
  restore: (checkpoint: string, call?: CallOptions) => Promise<void>
  /**
   * As `restore`, but shells that were open when the state was saved go on from there. Answers with the new handle of each, by the one it had then.
   * A machine with this saves within a tenth of a second, so that states can be kept while the speaker types, and may forget those that were not used
   * for longest. @default shells do not outlive a return, and saving takes its time
   */
  rewind?: (checkpoint: string, call?: CallOptions) => Promise<ReadonlyMap<Shell, Shell>>
  /**
   * As `save`, and later machines of the kind on this computer know the state by the same name, which therefore says all that the state depends on.
   * Answers with whether there was room; states that were not used for longest give way. @default states end with their machine
   */
  keep?: (state: string, call?: CallOptions) => Promise<boolean>
  /**
   * Before `start`: has it begin in a state that `keep` kept, to which `restore` returns later. Answers with whether there is such a state; without
   * one, the machine begins in `'base'` as ever.
   */
  startFrom?: (state: string) => Promise<boolean>
  /** Stops all CPU use until `resume`. Idempotent. */
  suspend: (call?: CallOptions) => Promise<void>
  /** Goes on where `suspend` stopped, with the wall clock right. Idempotent. Every other call resumes by itself. */
  resume: (call?: CallOptions) => Promise<void>
  /** Ends the machine and everything it started. Idempotent. */
  stop: () => Promise<void>
}

/** A way to make machines of one kind, found usable on this computer. */
export interface MachineFactory {
  readonly kind: MachineKind
  /** For people, after "Demos run": on which machine. */
  readonly description: string
  /** How many of its machines can run at once. @default as many as this computer has room for */
  readonly atOnce?: number
  /** What one of its machines takes of this computer's memory, in bytes. @default nothing worth counting */
  readonly memoryBytes?: number
  /** Makes a machine that is not started yet. Kind `recording` makes none. */
  readonly create?: () => Machine
}

/** One that makes machines. */
export type LiveMachineFactory = MachineFactory & Required<Pick<MachineFactory, 'create'>>

/** The state every machine has from the start. */
export const BASE_CHECKPOINT = 'base'

export type MachineErrorCode = 'image-missing' | 'image-mismatch' | 'start-failed' | 'died' | 'timeout' | 'unknown-checkpoint' | 'unknown-user' | 'no-free-shell' | 'stopped'

/** What went wrong with a machine; the message says what was seen and what to do. */
export class MachineError extends Error {
  override readonly name = 'MachineError'
  readonly code: MachineErrorCode

  constructor(code: MachineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
