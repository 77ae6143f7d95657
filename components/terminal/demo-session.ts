import type { ShallowRef } from 'vue'
import type { ClientMessage, ServerMessage } from '../../scripts/protocol/messages.ts'
import type { SampleHistory } from '../figures/live/sample-history.ts'
import type { DemoSocket } from './demo-socket.ts'
import { shallowRef } from 'vue'
import { ACK_CHARS, MAX_INPUT_CHARS } from '../../scripts/protocol/messages.ts'
import { addSample, NO_SAMPLES } from '../figures/live/sample-history.ts'
import { OutputReceipts } from './output-receipts.ts'
import { splitInput } from './split-input.ts'

/** What a terminal shows, as it arrives. */
export interface PaneSink {
  /** The whole state of the pane, in place of what was shown before. */
  screen: (screen: Extract<ServerMessage, { type: 'screen' }>) => void
  /** More output. `parsed` is to be called once it has been taken in. */
  output: (data: string, parsed: () => void) => void
}

export type SessionReport = Omit<Extract<ServerMessage, { type: 'session' }>, 'type' | 'demo'>

/** One demo's session as one window sees it; components on the same demo share it. */
export interface DemoSession {
  /** The server's last word; undefined before the first. */
  readonly report: Readonly<ShallowRef<SessionReport | undefined>>
  /** Why the server last refused something, until the next report. */
  readonly refusal: Readonly<ShallowRef<string | undefined>>
  /** What the demo's figure is drawn from, while somebody watches. */
  readonly samples: Readonly<ShallowRef<SampleHistory>>
  /** One more component shows the demo. */
  enter: () => void
  /** One less. */
  leave: () => void
  /** Asks for samples of the machine's kernel, while the demo is entered. Returns what ends it. */
  watch: () => () => void
  /** Adds a terminal of a pane. Attach before `enter`. Returns what removes it. */
  attach: (pane: string, sink: PaneSink) => () => void
  /** The slide stands at this step: the server types what is missing. Takes steps back only in a recording. */
  stand: (steps: number) => void
  reset: () => void
  /** Goes on from the other source, live or recording, at the same step; nothing where there is no other. */
  switchSource: () => void
  input: (pane: string, data: string) => void
}

/** Keeps one session in step with the server over connections that come and go. */
export function createDemoSession(demo: string, socket: DemoSocket): DemoSession {
  const report = shallowRef<SessionReport>()
  const refusal = shallowRef<string>()
  const samples = shallowRef<SampleHistory>(NO_SAMPLES)
  const sinks = new Map<string, Set<PaneSink>>()
  const receipts = new Map<string, OutputReceipts>()
  let shownIn = 0
  let watchers = 0
  let steps = 0

  function open(): void {
    socket.send({ type: 'open', demo })
    if (watchers > 0)
      socket.send({ type: 'watch', demo })
    advance()
  }

  /** A recording that was left may stand at another step than the slide to which the window returns. */
  function seek(): void {
    if (report.value?.source === 'recording')
      send({ type: 'seek', demo, to: steps })
  }

  function advance(): void {
    if (steps > 0)
      send({ type: 'advance', demo, to: steps })
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
    session: ({ type: _, demo: __, ...rest }) => {
      refusal.value = undefined
      // What another machine was like, or the same one before a reset, is no past of what comes now.
      if (rest.state === 'starting' || rest.source !== report.value?.source || rest.step < report.value.step)
        samples.value = NO_SAMPLES
      report.value = rest
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
    sample: ({ sample, problem }) => {
      samples.value = sample
        ? addSample(samples.value, sample)
        : { ...NO_SAMPLES, problem }
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
    refusal,
    samples,
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
      if (more)
        advance()
      if (less)
        seek()
    },
    reset() {
      steps = 0
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
  }
}
