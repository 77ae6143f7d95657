/** What happens with a key pressed while a pane has the focus. `browser` and `paste` are left to the browser, `shell` to xterm. */
export type TerminalKeyAction = 'shell' | 'next' | 'previous' | 'leave' | 'copy' | 'paste' | 'browser'

export type TerminalKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

const browserKeys = new Set(['F5', 'F11', 'F12'])

/**
 * Decides over a key. The clicker's keys always turn pages, whatever has the focus; reloading and full screen stay possible, so
 * a pane can never trap the speaker. Ctrl+C is the shell's even with a selection.
 */
export function terminalKeyAction({ key, ctrlKey, shiftKey, altKey, metaKey }: TerminalKey): TerminalKeyAction {
  const modified = ctrlKey || altKey || metaKey
  if (key === 'PageDown' || key === 'PageUp') {
    // Shift scrolls xterm's scrollback; the other modifiers switch browser tabs.
    if (modified)
      return 'browser'
    return shiftKey
      ? 'shell'
      : key === 'PageDown'
        ? 'next'
        : 'previous'
  }
  if (key === 'Escape' && shiftKey && !modified)
    return 'leave'
  if (browserKeys.has(key))
    return 'browser'
  if (ctrlKey && !altKey && !metaKey) {
    const letter = key.toLowerCase()
    if (letter === 'r')
      return 'browser'
    if (shiftKey && letter === 'c')
      return 'copy'
    if (shiftKey && letter === 'v')
      return 'paste'
  }
  return 'shell'
}
