import type { IDisposable, Terminal } from '@xterm/xterm'

/** Milliseconds between updates at most: quick enough for tests and for people who read along, far too rare to slow a flood of output. */
const UPDATE_MS = 80

/**
 * Mirrors the visible lines of a terminal into an element as plain text, for assistive technology and tests. One child per line, of
 * which only changed ones are touched: who reads them keeps the place. Stops with the returned disposable.
 */
export function mirrorScreenText(terminal: Terminal, element: HTMLElement): IDisposable {
  let timer: ReturnType<typeof setTimeout> | undefined

  function update(): void {
    timer = undefined
    const { active } = terminal.buffer
    while (element.childNodes.length > terminal.rows)
      element.lastChild!.remove()
    for (let row = 0; row < terminal.rows; row++) {
      const text = `${active.getLine(active.viewportY + row)?.translateToString(true) ?? ''}\n`
      const line = element.childNodes[row] ?? element.appendChild(document.createElement('span'))
      if (line.textContent !== text)
        line.textContent = text
    }
  }

  function schedule(): void {
    timer ??= setTimeout(update, UPDATE_MS)
  }

  // Rendering also tells of scrolling by hand; what is written while the slide is hidden is not rendered.
  const listeners = [
    terminal.onWriteParsed(schedule),
    terminal.onRender(schedule),
  ]
  return {
    dispose() {
      clearTimeout(timer)
      listeners.forEach(listener => listener.dispose())
    },
  }
}
