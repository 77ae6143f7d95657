import type { Session } from '../engine/session.ts'
import type { SessionHub } from '../hub/session-hub.ts'
import type { Viewer } from '../hub/shared-session.ts'

/** Shows a demo as a window would, without a browser. `leave` closes it. Throws what `SessionHub.enter` throws, and where there is no room. */
export function enterHub(hub: SessionHub, demo: string): { session: Session, leave: () => void } {
  const shown: Session[] = []
  const viewer: Viewer = {
    role: 'presenter',
    show: session => shown.push(session),
    wait: (reason) => {
      throw new Error(reason)
    },
  }
  hub.enter(demo, viewer)
  return {
    session: shown[0]!,
    leave: () => hub.leave(demo, viewer),
  }
}
