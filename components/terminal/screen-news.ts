import type { IDisposable, IMarker, Terminal } from '@xterm/xterm'

/** Milliseconds without output, after which what came is said: a line that is being typed is said once, and not letter by letter. */
const QUIET_MS = 400
/** Milliseconds after which it is said also while more comes. */
const LONGEST_MS = 2_000
/** Lines that are said of a flood, its last ones. The screen's text has what a person wants to read again. */
const MOST_LINES = 20

/**
 * Tells a live region, the given element, what is new in a terminal, line by line, as a screen reader is to say it. Full-screen programs,
 * which redraw all the time, are not told. Stops with the returned disposable.
 */
export function tellScreenNews(terminal: Terminal, element: HTMLElement): IDisposable {
  let quiet: ReturnType<typeof setTimeout> | undefined
  let longest: ReturnType<typeof setTimeout> | undefined
  /** Stands at the last line that was told, wherever scrolling takes it. */
  let told: IMarker | undefined
  let toldText = ''

  function tell(): void {
    clearTimeout(quiet)
    clearTimeout(longest)
    quiet = longest = undefined
    const { active } = terminal.buffer
    if (active.type === 'alternate')
      return
    const last = active.baseY + active.cursorY
    const textOf = (line: number): string => active.getLine(line)?.translateToString(true) ?? ''
    const from = told === undefined || told.line < 0 || told.line > last
      ? 0
      : told.line
    const lines = Array.from({ length: last - from + 1 }, (_, index) => textOf(from + index))
    const news = (from === told?.line && lines[0] === toldText
      ? lines.slice(1)
      : lines).filter(line => line.trim() !== '').slice(-MOST_LINES)
    told?.dispose()
    told = terminal.registerMarker(0)
    toldText = textOf(last)
    for (const text of news) {
      const line = document.createElement('div')
      line.textContent = text
      element.append(line)
    }
    while (element.childElementCount > MOST_LINES)
      element.firstElementChild!.remove()
  }

  const listener = terminal.onWriteParsed(() => {
    clearTimeout(quiet)
    quiet = setTimeout(tell, QUIET_MS)
    longest ??= setTimeout(tell, LONGEST_MS)
  })
  return {
    dispose() {
      clearTimeout(quiet)
      clearTimeout(longest)
      told?.dispose()
      listener.dispose()
    },
  }
}
