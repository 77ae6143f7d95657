import type { ClientMessage } from '../../../scripts/protocol/messages.ts'
import type { FileReport, FileSink } from './file-sync.ts'
import { FileSync } from './file-sync.ts'

/** An editor's pane as one component of this window shows it. */
export interface AttachedFile {
  /** Its text has been edited here. */
  edited: (text: string) => void
  save: () => void
  /** It has been scrolled by hand, to so many lines below its beginning. */
  scroll: (down: number) => void
  detach: () => void
}

/** The editors of a demo in this window. */
export interface DemoFiles {
  attach: (pane: string, sink: FileSink) => AttachedFile
  take: (report: FileReport) => void
  /** Another window has scrolled the pane. */
  scroll: (pane: string, down: number) => void
  /** Calls back once, as soon as the server knows all that was edited here. */
  settled: (then: () => void) => void
  /** The connection is a new one, or the demo has lost its machine: what was said of the files is void, and what is on its way gets no answer. */
  forget: () => void
}

/** Passes on between editors and the server. `send` takes what only a presenter's window may say. */
export function createDemoFiles(demo: string, send: (message: ClientMessage) => void): DemoFiles {
  const syncs = new Map<string, Set<FileSync>>()
  let waiting: (() => void) | undefined

  const all = (): FileSync[] => [
    ...syncs.values(),
  ].flatMap(each => [...each])

  function onSettled(): void {
    if (!waiting || all().some(sync => !sync.isSettled))
      return
    const then = waiting
    waiting = undefined
    then()
  }

  return {
    attach(pane, sink) {
      const sync = new FileSync({
        sink,
        edit: patch => send({ type: 'edit', demo, pane, ...patch }),
        save: () => send({ type: 'save', demo, pane }),
        onSettled,
      })
      const ofPane = syncs.get(pane) ?? new Set()
      syncs.set(pane, ofPane.add(sync))
      return {
        edited: text => sync.edited(text),
        save: () => sync.save(),
        scroll: up => send({
          type: 'scroll',
          demo,
          pane,
          up,
        }),
        detach: () => {
          ofPane.delete(sync)
          onSettled()
        },
      }
    },
    take: report => syncs.get(report.pane)?.forEach(sync => sync.take(report)),
    scroll: (pane, down) => syncs.get(pane)?.forEach(({ sink }) => sink.scroll(down)),
    settled(then) {
      waiting = then
      onSettled()
    },
    forget: () => all().forEach(sync => sync.forget()),
  }
}
