import { isInputMethods } from './input-method.ts'

/** What presenters (clickers) ask for by a key: turn the page, blank the screen, start the show, end it. */
export type DeckKeyAction = 'turn' | 'blank' | 'start' | 'end'

export type DeckKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'keyCode'>

const actions: Readonly<Record<string, DeckKeyAction>> = {
  'PageDown': 'turn',
  'PageUp': 'turn',
  'ArrowRight': 'turn',
  'ArrowLeft': 'turn',
  'ArrowDown': 'turn',
  'ArrowUp': 'turn',
  ' ': 'turn',
  '.': 'blank',
  'b': 'blank',
  'B': 'blank',
  'F5': 'start',
  'Escape': 'end',
}

/** Keys without a meaning of their own, and the one that moves the focus. */
const silent = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
  'Tab',
])

/** What a key asks of the deck, as clickers send it; undefined for all others. */
export function deckKeyAction(pressed: DeckKey): DeckKeyAction | undefined {
  if (!isPlainKey(pressed))
    return undefined
  return isFullStop(pressed)
    ? 'blank'
    : actions[pressed.key]
}

/** The clicker's page keys, which turn pages wherever the focus is. With Shift, xterm scrolls by them. */
export function isPageKey(pressed: DeckKey): boolean {
  return isPlainKey(pressed) && !pressed.shiftKey && (pressed.key === 'PageDown' || pressed.key === 'PageUp')
}

/** Whether a key is a press that a deck may take: no shortcut, no function key but the one that starts a show, and nothing that is only held. */
export function isPlainKey(pressed: DeckKey): boolean {
  const { key, altKey, ctrlKey, metaKey } = pressed
  return !(altKey || ctrlKey || metaKey || isInputMethods(pressed) || silent.has(key)) && (key === 'F5' || !/^F\d+$/.test(key))
}

/** A clicker presses the place of a US keyboard's full stop: that is `:` on a French keyboard, `ю` on a Russian one. */
function isFullStop({ key, code, shiftKey }: DeckKey): boolean {
  return code === 'Period' && !shiftKey && !/^[a-z\d]$/i.test(key)
}
