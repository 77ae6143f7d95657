/**
 * What windows and the server say to each other over one WebSocket per window, as JSON text frames.
 * Each side parses the other's frames once, here, and trusts the result from then on. Clients name a demo and a pane, never a command.
 * Where a demo has steps that take two presses of *next*, all that is said here of steps, and every number of them, is about presses.
 */
import * as v from 'valibot'
import { kernelSample } from '../probe/sample.ts'
import { MAX_FILE_BYTES } from './file-size.ts'
import { SCROLLBACK_LINES } from './terminal.ts'

/** Path of the terminal socket on the deck's own origin. */
export const SOCKET_PATH = '/__demos'

/** Largest frame the server accepts, in bytes. More is refused with close code 1009 (RFC 6455, 7.4.1). */
export const MAX_FRAME_BYTES = 64 * 1024

/** Most characters a client may put into one `input` or `paste` message; what is longer is split by the client. */
export const MAX_INPUT_CHARS = 4096

/** Most characters (UTF-16 code units) of one paste. A demo needs a page at most; more is a slip, which would occupy its pane for minutes. */
export const MAX_PASTE_CHARS = 100_000

/** What the speaker is told of a longer one. */
export const PASTE_TOO_LONG = `More than ${MAX_PASTE_CHARS / 1_000},000 characters cannot be pasted. Nothing of it has been sent.`

/**
 * Acknowledged flow control, after VS Code's terminal (`common/terminal.ts`): a client acknowledges what its terminal has
 * parsed in lots of `ACK_CHARS`; a client with more than `HIGH_WATER_CHARS` outstanding gets nothing more until it is below
 * `LOW_WATER_CHARS`, and then a fresh screen instead of what it missed.
 */
export const ACK_CHARS = 5_000
export const HIGH_WATER_CHARS = 100_000
export const LOW_WATER_CHARS = 5_000

/** `presenter` types; `audience` only watches. */
export const roles = ['presenter', 'audience'] as const
export type Role = (typeof roles)[number]

/** Where a pane's content comes from. */
export const sources = ['live', 'recording', 'none'] as const
export type Source = (typeof sources)[number]

/**
 * What a session is doing. `returning` is a live one that goes back to an earlier step; `typing` lasts from the first key of a step to its proven end; `blocked` means that the next step waits for the speaker
 * to clear its pane.
 */
export const sessionStates = [
  'starting',
  'returning',
  'ready',
  'typing',
  'blocked',
  'failed',
] as const
export type SessionState = (typeof sessionStates)[number]

/**
 * Why a window is told of a file: its own edit was taken, or refused; another window has edited it; or, as at first, the machine or the kit has something
 * to say. Each edit is answered by one of the first two.
 */
export const fileCauses = ['own', 'refused', 'other', 'machine'] as const
export type FileCause = (typeof fileCauses)[number]

/** A terminal is scrolled back as far as its lines are kept; a file has no more lines than bytes. */
const MAX_SCROLL = Math.max(SCROLLBACK_LINES, MAX_FILE_BYTES)

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), v.maxLength(64))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const clientMessage = v.variant('type', [
  /** The window shows this demo. Answered by `session` and a `screen` per pane, after `waiting` where there is no room yet. */
  v.strictObject({
    type: v.literal('open'),
    demo: id,
  }),
  /** The window no longer shows it. */
  v.strictObject({
    type: v.literal('close'),
    demo: id,
  }),
  /**
   * The window is going to show this demo, and none other before it. Where that is `soon`, its machine is started ahead if there is one to spare, and
   * stands still until then. Answered by `expected`, now and after every change, until the window expects another. Presenter only.
   */
  v.strictObject({
    type: v.literal('expect'),
    demo: id,
    soon: v.boolean(),
  }),
  /** The window is going to show no demo. Presenter only. */
  v.strictObject({
    type: v.literal('unexpect'),
  }),
  /** The window shows the demo's figure, which the server is to keep fresh. Answered by `sample`, now and whenever there is news. */
  v.strictObject({
    type: v.literal('watch'),
    demo: id,
  }),
  /** It does not any more. */
  v.strictObject({
    type: v.literal('unwatch'),
    demo: id,
  }),
  /** Steps 1…`to` are to be typed, if they were not already. Presenter only. */
  v.strictObject({
    type: v.literal('advance'),
    demo: id,
    to: v.pipe(count, v.maxValue(1_000)),
  }),
  /** Back to the demo's start. Presenter only. */
  v.strictObject({
    type: v.literal('reset'),
    demo: id,
  }),
  /**
   * The demo is to go back to where so many steps were done, if it is further: its machine, too. Sent for what was done in this very window, never
   * of a slide that it was told to show. Presenter only.
   */
  v.strictObject({
    type: v.literal('back'),
    demo: id,
    to: v.pipe(count, v.maxValue(1_000)),
  }),
  /** A recording is to be shown as it stood after this many steps. Of a live demo, only the last step is taken back, if it failed. Presenter only. */
  v.strictObject({
    type: v.literal('seek'),
    demo: id,
    to: v.pipe(count, v.maxValue(1_000)),
  }),
  /** The demo is to go on from its recording, or live, at the same step. Presenter only. */
  v.strictObject({
    type: v.literal('switch'),
    demo: id,
    source: v.picklist(['live', 'recording']),
  }),
  /** Keys typed into a pane. Presenter only. */
  v.strictObject({
    type: v.literal('input'),
    demo: id,
    pane: id,
    data: v.pipe(v.string(), v.maxLength(MAX_INPUT_CHARS)),
  }),
  /** Text pasted into a pane, or the next part of it: the rest follows where there is `more`. It runs nothing by itself. Presenter only. */
  v.strictObject({
    type: v.literal('paste'),
    demo: id,
    pane: id,
    data: v.pipe(v.string(), v.maxLength(MAX_INPUT_CHARS)),
    more: v.boolean(),
  }),
  /**
   * Text of an editor's pane is replaced: `insert` stands in place of the characters `from` … `to` (UTF-16 code units) of the text with this version.
   * What was changed since that version stays. Answered by `file`, also where it is refused because the same characters were changed. Presenter only.
   */
  v.strictObject({
    type: v.literal('edit'),
    demo: id,
    pane: id,
    version: count,
    from: v.pipe(count, v.maxValue(MAX_FILE_BYTES)),
    to: v.pipe(count, v.maxValue(MAX_FILE_BYTES)),
    insert: v.pipe(v.string(), v.maxLength(MAX_INPUT_CHARS)),
  }),
  /** What was edited in an editor's pane is to be saved in the machine. Presenter only. */
  v.strictObject({
    type: v.literal('save'),
    demo: id,
    pane: id,
  }),
  /**
   * A pane has been scrolled by hand, to so many lines above its end, an editor's to so many below its beginning: the other windows are to follow.
   * Presenter only.
   */
  v.strictObject({
    type: v.literal('scroll'),
    demo: id,
    pane: id,
    up: v.pipe(count, v.maxValue(MAX_SCROLL)),
  }),
  /** The window's terminal has parsed this many more characters (UTF-16 code units) of the pane's output. */
  v.strictObject({
    type: v.literal('ack'),
    demo: id,
    pane: id,
    chars: count,
  }),
])
export type ClientMessage = v.InferOutput<typeof clientMessage>
export type ClientMessageType = ClientMessage['type']

export const serverMessage = v.variant('type', [
  /** First message on every socket. */
  v.object({
    type: v.literal('welcome'),
    role: v.picklist(roles),
    machine: v.string(),
  }),
  /** A session's state, after every change of it. `step` counts steps begun: 0 … `steps`. */
  v.object({
    type: v.literal('session'),
    demo: v.string(),
    source: v.picklist(sources),
    state: v.picklist(sessionStates),
    step: count,
    steps: count,
    /** What `switch` can switch to. */
    sources: v.array(v.picklist(sources)),
    /** While the machine is loaded from afar: the share of it that is there. */
    progress: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    /** While the demo's setup runs: the part that does, from 1. */
    setup: v.optional(v.object({
      title: v.string(),
      part: count,
      parts: count,
    })),
    /** When the recording that plays was made, ISO 8601. */
    recorded: v.optional(v.string()),
    /** By going back, something was undone that the speaker had typed in between. */
    undone: v.optional(v.boolean()),
    /** What failed and what to do, when `state` is `failed`; what is in the way, when it is `blocked`; why a recording plays, when it is not by choice. */
    message: v.optional(v.string()),
  }),
  /** How it stands with the demo that the window expects: `off` before its machine is started, `waiting` while there is none to spare. */
  v.object({
    type: v.literal('expected'),
    demo: v.string(),
    /** What it runs on, or will. */
    source: v.picklist(sources),
    state: v.picklist([...sessionStates, 'off', 'waiting']),
    /** When the recording that plays was made, ISO 8601. */
    recorded: v.optional(v.string()),
    /** Why there is no machine, or why a recording plays. */
    message: v.optional(v.string()),
  }),
  /** There is no machine for the demo that the window shows, or not any more. `session` and the screens follow by themselves. */
  v.object({
    type: v.literal('waiting'),
    demo: v.string(),
    reason: v.string(),
  }),
  /** A pane's whole screen and scrollback as escape sequences: reset the terminal, then write it. Not acknowledged. */
  v.object({
    type: v.literal('screen'),
    demo: v.string(),
    pane: v.string(),
    columns: count,
    rows: count,
    data: v.string(),
  }),
  /** What a pane printed. Acknowledged. */
  v.object({
    type: v.literal('output'),
    demo: v.string(),
    pane: v.string(),
    data: v.string(),
  }),
  /** What an editor's pane shows, at first and after every change. */
  v.object({
    type: v.literal('file'),
    demo: v.string(),
    pane: v.string(),
    text: v.string(),
    /** Numbers of the lines, from 1, that the last step has changed, or an edit since then. */
    changed: v.array(count),
    version: count,
    /** The oldest version of which an edit is taken. */
    oldest: count,
    cause: v.picklist(fileCauses),
    /** It is not saved in the machine. */
    unsaved: v.boolean(),
    /** Why it could not be saved. */
    problem: v.optional(v.string()),
  }),
  /** A presenter's window has scrolled the pane to so many lines above its end, or below its beginning where it is an editor's. */
  v.object({
    type: v.literal('scroll'),
    demo: v.string(),
    pane: v.string(),
    up: count,
  }),
  /** What the machine's kernel is like, or why it cannot be read. */
  v.object({
    type: v.literal('sample'),
    demo: v.string(),
    sample: v.optional(kernelSample),
    problem: v.optional(v.string()),
  }),
  /** Why something the window asked for was refused. */
  v.object({
    type: v.literal('refused'),
    request: v.string(),
    reason: v.string(),
  }),
])
export type ServerMessage = v.InferOutput<typeof serverMessage>
export type ServerMessageType = ServerMessage['type']
