import { isInputMethods } from '../slide/input-method.ts'

/** What happens with a key pressed while a pane has the focus. `browser` and `paste` are left to the browser, `shell` to xterm. */
export type TerminalKeyAction = 'shell' | 'next' | 'previous' | 'leave' | 'copy' | 'paste' | 'browser'

export type TerminalKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey' | 'keyCode'>

/**
 * Decides over a key. The clicker's page keys always turn pages, whatever has the focus; its other keys, and all else that shells and their
 * programs know, are the shell's: Ctrl+C even with a selection, Ctrl+R to search, F5, and what a browser lets go of. Reloading stays
 * possible by Ctrl+Shift+R, and the browser's tools; full screen is left by the mouse, or from outside of the pane.
 */
export function terminalKeyAction(pressed: TerminalKey): TerminalKeyAction {
  const { key, code, ctrlKey, shiftKey, altKey, metaKey } = pressed
  const modified = ctrlKey || altKey || metaKey
  if (isInputMethods(pressed))
    return 'shell'
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
  if (key === 'F12')
    return 'browser'
  // By its place where the layout has no Latin letters. AltGr is Ctrl and Alt on Windows, and types characters.
  if (ctrlKey && shiftKey && !altKey && !metaKey) {
    const letter = /^[a-z]$/i.test(key)
      ? key.toLowerCase()
      : code.replace(/^Key/, '').toLowerCase()
    if (letter === 'c')
      return 'copy'
    if (letter === 'v')
      return 'paste'
    if (letter === 'r')
      return 'browser'
  }
  return 'shell'
}
