import type { IDisposable, Terminal } from '@xterm/xterm'
import { watchHands } from './watch-hands.ts'

/** Milliseconds between two reports at most. */
const REPORT_MS = 60
/** Milliseconds without a change, after which a window that follows looks whether it stands where it was told to. */
const SETTLED_MS = 200
export interface ScrollWatch extends IDisposable {
  /** Shows what stands so many lines above the end, once all output that came before is parsed. Without a report. */
  scrollTo: (up: number) => void
}

/**
 * Reports how many lines above its end a terminal stands, from when a person has touched it in `host` until it is told where to stand.
 * What scrolls by new output in between is reported, too, and a window that was told where to stand stands there also when it had still
 * to get the output that others had already: all come to the same lines.
 */
export function watchScroll(terminal: Terminal, host: HTMLElement, report: (up: number) => void): ScrollWatch {
  let isByHand = false
  let reported = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let settling: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    if (linesAboveEnd(terminal) === reported)
      return
    if (isByHand) {
      timer ??= setTimeout(tell, REPORT_MS)
    }
    else {
      clearTimeout(settling)
      settling = setTimeout(follow, SETTLED_MS)
    }
  }

  function follow(): void {
    if (isByHand)
      return
    if (reported === 0)
      terminal.scrollToBottom()
    else
      terminal.scrollToLine(Math.max(0, terminal.buffer.active.baseY - reported))
  }

  function tell(): void {
    timer = undefined
    const up = linesAboveEnd(terminal)
    if (isByHand && up !== reported)
      report(reported = up)
  }

  const leaveHands = watchHands(host, () => isByHand = true)
  // What is written below the lines that are seen is not rendered.
  const listeners = [
    terminal.onRender(look),
    terminal.onWriteParsed(look),
  ]

  return {
    scrollTo(up) {
      isByHand = false
      terminal.write('', () => {
        reported = up
        follow()
      })
    },
    dispose() {
      clearTimeout(timer)
      clearTimeout(settling)
      listeners.forEach(listener => listener.dispose())
      leaveHands()
    },
  }
}

function linesAboveEnd(terminal: Terminal): number {
  const { baseY, viewportY } = terminal.buffer.active
  return baseY - viewportY
}
