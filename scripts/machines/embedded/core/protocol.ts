import type { MachineErrorCode, RunResult, ShellExit, ShellOptions } from '../../machine.ts'
import type { MachineImage } from './boot-emulator.ts'

/** Where a worker finds the image: file paths on Node, URLs in a browser. */
export interface ImageLocation {
  /** Folder with `manifest.json` and the files it names, without a slash at the end. */
  folder: string
  /** v86's `v86.wasm`. */
  wasm: string
}

/** An image that its worker has to read, or one that is in memory already. */
export type ImageSource = ImageLocation | MachineImage

/** A shell by the number that messages name it with, and by its process in the guest. */
export interface OpenedShell {
  shell: number
  processId: number
}

/** A shell that goes on in a restored state, and the number it had when that was kept. */
export interface RevivedShell extends OpenedShell {
  was: number
}

/** What a client asks for and waits for: arguments and answer of each kind of request. */
export interface Requests {
  'boot': { input: { image: ImageSource }, answer: undefined }
  'open-shell': { input: { options: Required<ShellOptions> }, answer: OpenedShell }
  'run': { input: { script: string, timeout: number }, answer: RunResult }
  'save': { input: { checkpoint: string }, answer: undefined }
  'rewind': { input: { checkpoint: string }, answer: RevivedShell[] }
  'restore': { input: { checkpoint: string }, answer: undefined }
  'suspend': { input: object, answer: undefined }
  'resume': { input: object, answer: undefined }
}
export type RequestType = keyof Requests

/** A request; `id` names it in the answer. */
export type Request<Type extends RequestType = RequestType> = { [T in Type]: { type: T, id: number } & Requests[T]['input'] }[Type]

/** What a client says without waiting. Shells are named by the answer to `open-shell`. */
export type Notice
  = | { type: 'cancel', id: number }
    | { type: 'write', shell: number, data: string }
    | { type: 'resize', shell: number, columns: number, rows: number }
    | { type: 'pause-shell', shell: number }
    | { type: 'resume-shell', shell: number }
    | { type: 'kill-shell', shell: number }

/** From the client to the worker. Messages travel as structured clones, in order. */
export type ClientMessage = Request | Notice

/** From the worker to the client. */
export type WorkerMessage
  = | { type: 'answer', id: number, answer: unknown }
    | { type: 'failure', id: number, code: MachineErrorCode | undefined, message: string }
    | { type: 'output', shell: number, data: string }
    | { type: 'exit', shell: number, exit: ShellExit, rest: string }
    /** The share of the image's bytes that has been read, 0 … 1. */
    | { type: 'progress', share: number }
    /** The guest's kernel has panicked, with its last words. */
    | { type: 'panic', words: string }
    /** What v86 wrote to the console: nothing when all is well, the reason before it dies of a Rust panic. */
    | { type: 'noise', text: string }

/** The worker's end of the channel to a client. */
export interface WorkerPort {
  post: (message: WorkerMessage) => void
  listen: (listener: (message: ClientMessage) => void) => void
}

/** The client's end of the channel to a worker that it has started. */
export interface ClientPort {
  post: (message: ClientMessage) => void
  listen: (listener: (message: WorkerMessage) => void) => void
  /** The worker has ended by itself, or threw an uncaught error. */
  onFailure: (listener: (reason: Error) => void) => void
  /** Ends the worker. Idempotent. */
  terminate: () => Promise<void>
}
