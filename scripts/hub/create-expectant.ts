import type { Disposable } from '../base/event.ts'
import type { SessionStatus } from '../engine/session-status.ts'
import type { ServerMessage } from '../protocol/messages.ts'
import type { Expectant } from './expected-demos.ts'

/** Tells a window how it stands with the demo that it expects, until disposed. */
export function createExpectant(demo: string, send: (message: ServerMessage) => void): Expectant & Disposable {
  let listener: Disposable | undefined
  function tell({ source, state, recorded, message }: Pick<SessionStatus, 'source' | 'state' | 'recorded' | 'message'>): void {
    send({
      type: 'expected',
      demo,
      source,
      state,
      recorded,
      message,
    })
  }
  return {
    here(session) {
      listener?.dispose()
      listener = session.onStatus(tell)
      tell(session.status)
    },
    away(source, message) {
      listener?.dispose()
      send({
        type: 'expected',
        demo,
        source,
        state: message === undefined
          ? 'off'
          : 'waiting',
        message,
      })
    },
    dispose: () => listener?.dispose(),
  }
}
