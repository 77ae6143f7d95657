import type { ShallowRef } from 'vue'
import type { ClientMessage, ServerMessage } from '../../scripts/protocol/messages.ts'
import type { SampleHistory } from '../figures/live/sample-history.ts'
import type { DemoSocket } from './demo-socket.ts'
import type { DemoFiles } from './editor/demo-files.ts'
import { shallowRef } from 'vue'
import { ACK_CHARS, MAX_INPUT_CHARS, MAX_PASTE_CHARS, PASTE_TOO_LONG } from '../../scripts/protocol/messages.ts'
import { splitInput } from '../../scripts/protocol/split-input.ts'
import { addSample, NO_SAMPLES } from '../figures/live/sample-history.ts'
import { createDemoFiles } from './editor/demo-files.ts'
import { OutputReceipts } from './output-receipts.ts'

/** What a terminal shows, as it arrives. */
export interface PaneSink {
  /** The whole state of the pane, in place of what was shown before. */
  screen: (screen: Extract<ServerMessage, { type: 'screen' }>) => void
  /** More output. `parsed` is to be called once it has been taken in. */
  output: (data: string, parsed: () => void) => void
  /** Shows what stands so many lines above the pane's end. */
  scroll: (up: number) => void
}

export type SessionReport = Omit<Extract<ServerMessage, { type: 'session' }>, 'type' | 'demo'>

/** One demo's session as one window sees it; components on the same demo share it. */
export interface DemoSession {
  /** The server's last word; undefined before the first. */
  readonly report: Readonly<ShallowRef<SessionReport | undefined>>
  /** Why there is no machine for the demo yet, or not any more; undefined once there is. */
  readonly waiting: Readonly<ShallowRef<string | undefined>>
  /** Why something was last refused, by the server or in this window, until the next report. */
  readonly refusal: Readonly<ShallowRef<string | undefined>>
  /** What the demo's figure is drawn from, while it is watched. */
  readonly samples: Readonly<ShallowRef<SampleHistory>>
  /** Its editors. */
  readonly files: DemoFiles
  /** One more component shows the demo. */
  enter: () => void
  /** One less. */
  leave: () => void
  /** Asks for samples of the machine's kernel, while the demo is entered. Returns what ends it. */
  watch: () => () => void
  /** Adds a terminal of a pane. Attach before `enter`. Returns what removes it. */
  attach: (pane: string, sink: PaneSink) => () => void
  /** The slide stands at this step: the server types what is missing. Takes steps back in a recording, and the last one of a live demo if it failed. */
  stand: (steps: number) => void
  /** The slide stands at this step because that of another window does, which has asked for it: only a server that is met anew is asked again. */
  follow: (steps: number) => void
  /** Takes the demo back to where so many steps were done, on a press in this window; the slide stands there already. */
  back: (steps: number) => void
  /** Asks again for what this window has asked for last, since another one asked for something else at the same moment. */
  insist: () => void
  reset: () => void
  /** Goes on from the other source, live or recording, at the same step; nothing where there is no other. */
  switchSource: () => void
  input: (pane: string, data: string) => void
  /** Text that the speaker pastes into a pane. */
  paste: (pane: string, text: string) => void
  /** Tells the speaker why something was not done that the server was not asked for. */
  refuse: (reason: string) => void
  /** The speaker has scrolled a pane to so many lines above its end: the other windows follow. */
  scroll: (pane: string, up: number) => void
}

/** Keeps one session in step with the server over connections that come and go. */
export function createDemoSession(demo: string, socket: DemoSocket): DemoSession {
  const report = shallowRef<SessionReport>()
  const waiting = shallowRef<string>()
  const refusal = shallowRef<string>()
  const samples = shallowRef<SampleHistory>(NO_SAMPLES)
  const sinks = new Map<string, Set<PaneSink>>()
  const receipts = new Map<string, OutputReceipts>()
  const files = createDemoFiles(demo, send)
  let shownIn = 0
  let watchers = 0
  let steps = 0
  /** Steps were taken back by a press in this window, and nothing was asked for since. */
  let wentBack = false
  /** The samples are of a state that is undone. */
  let arePast = false

  function open(): void {
    files.forget()
    socket.send({ type: 'open', demo })
    if (watchers > 0)
      socket.send({ type: 'watch', demo })
    advance()
  }

  /** A recording that was left may stand at another step than the slide to which the window returns. A live step that failed is taken back. */
  function seek(): void {
    if (report.value?.source === 'recording' || report.value?.state === 'failed')
      send({ type: 'seek', demo, to: steps })
  }

  function advance(): void {
    // What was edited here comes before the step, which may be about it.
    files.settled(() => steps > 0 && send({ type: 'advance', demo, to: steps }))
  }

  /** Says what only a presenter's window that shows the demo may say. */
  function send(message: ClientMessage): void {
    if (shownIn > 0 && socket.role.value === 'presenter')
      socket.send(message)
  }

  function receiptsOf(pane: string): OutputReceipts {
    const known = receipts.get(pane) ?? new OutputReceipts(ACK_CHARS, chars => socket.send({ type: 'ack', demo, pane, chars }))
    receipts.set(pane, known)
    return known
  }

  const handlers: { [Type in ServerMessage['type']]: (message: Extract<ServerMessage, { type: Type }>) => void } = {
    welcome: () => {},
    expected: () => {},
    session: ({ type: _, demo: __, ...rest }) => {
      waiting.value = undefined
      refusal.value = undefined
      // What another machine was like, or the same one before a reset, is no past of what comes now. One that goes back is soon looked at again.
      if (rest.state === 'returning')
        arePast = true
      else if (rest.state === 'starting' || rest.source !== report.value?.source || rest.step < report.value.step)
        samples.value = NO_SAMPLES
      // What the kit types is to be seen, wherever the pane was scrolled to.
      if (rest.state === 'typing' && (report.value?.state !== 'typing' || report.value.step !== rest.step))
        sinks.forEach(terminals => terminals.forEach(sink => sink.scroll(0)))
      report.value = rest
    },
    waiting: ({ reason }) => {
      files.forget()
      waiting.value = reason
      samples.value = NO_SAMPLES
      report.value = undefined
    },
    screen: (message) => {
      receiptsOf(message.pane).restart()
      sinks.get(message.pane)?.forEach(sink => sink.screen(message))
    },
    output: ({ pane, data }) => {
      const terminals = sinks.get(pane)
      const parsed = receiptsOf(pane).expect(data.length, terminals?.size ?? 1)
      if (terminals?.size)
        terminals.forEach(sink => sink.output(data, parsed))
      else
        parsed()
    },
    scroll: ({ pane, up }) => {
      sinks.get(pane)?.forEach(sink => sink.scroll(up))
      files.scroll(pane, up)
    },
    file: files.take,
    sample: ({ sample, problem }) => {
      samples.value = sample
        ? addSample(arePast ? NO_SAMPLES : samples.value, sample)
        : { ...NO_SAMPLES, problem }
      arePast = false
    },
    refused: ({ request, reason }) => {
      refusal.value = `${request}: ${reason}`
    },
  }

  socket.onOpen(() => shownIn > 0 && open())
  socket.onMessage((message) => {
    if (shownIn > 0 && (!('demo' in message) || message.demo === demo))
      (handlers[message.type] as (message: ServerMessage) => void)(message)
  })

  return {
    report,
    waiting,
    refusal,
    samples,
    files,
    enter() {
      shownIn++
      socket.connect()
      // Only a new `open` is answered with the screens, which the newcomer needs.
      if (shownIn > 1)
        socket.send({ type: 'close', demo })
      open()
      seek()
    },
    leave() {
      shownIn--
      if (shownIn === 0)
        socket.send({ type: 'close', demo })
    },
    watch() {
      watchers++
      if (watchers === 1 && shownIn > 0)
        socket.send({ type: 'watch', demo })
      return () => {
        watchers--
        if (watchers === 0 && shownIn > 0)
          socket.send({ type: 'unwatch', demo })
      }
    },
    attach(pane, sink) {
      const terminals = sinks.get(pane) ?? new Set()
      sinks.set(pane, terminals.add(sink))
      return () => terminals.delete(sink)
    },
    stand(next) {
      const more = next > steps
      const less = next < steps
      steps = next
      wentBack = false
      if (more)
        advance()
      if (less)
        seek()
    },
    follow(next) {
      steps = next
      wentBack = false
    },
    back(next) {
      steps = next
      wentBack = true
      send({ type: 'back', demo, to: steps })
    },
    insist() {
      if (wentBack)
        send({ type: 'back', demo, to: steps })
      else
        advance()
    },
    reset() {
      steps = 0
      wentBack = false
      socket.send({ type: 'reset', demo })
    },
    switchSource() {
      const source = report.value?.source === 'recording'
        ? 'live'
        : 'recording'
      if (report.value?.sources.includes(source))
        send({ type: 'switch', demo, source })
    },
    input(pane, data) {
      if (socket.role.value !== 'presenter')
        return
      for (const piece of splitInput(data, MAX_INPUT_CHARS)) {
        socket.send({
          type: 'input',
          demo,
          pane,
          data: piece,
        })
      }
    },
    paste(pane, text) {
      if (socket.role.value !== 'presenter')
        return
      if (text.length > MAX_PASTE_CHARS) {
        refusal.value = PASTE_TOO_LONG
        return
      }
      const pieces = splitInput(text, MAX_INPUT_CHARS)
      for (const [index, data] of pieces.entries()) {
        socket.send({
          type: 'paste',
          demo,
          pane,
          data,
          more: index < pieces.length - 1,
        })
      }
    },
    refuse: reason => refusal.value = reason,
    scroll: (pane, up) => send({
      type: 'scroll',
      demo,
      pane,
      up,
    }),
  }
}
