import { askBeforeLeaving } from './ask-before-leaving.ts'
import { holdKeys, lockFullScreen } from './keyboard-lock.ts'

/** Keys that close, reload or shrink the window, and that a clicker or a shell's reflex may send. F11 still leaves full screen. */
const HELD = [
  'Escape',
  'F5',
  'KeyN',
  'KeyR',
  'KeyT',
  'KeyW',
]
/** Modifiers of the keys that leave a page (Ctrl+W, Cmd+R, Alt+←), whose second half a browser may keep to itself; and keys of media keyboards. */
const LEAVING = /^(?:Control|Meta|Alt|F5|Browser\w+)$/
/** Milliseconds after such a key in which the page is left by it. */
const KEY_MS = 2_000

/**
 * Keeps a key that was pressed by mistake from ending the talk in this window: what closes it, reloads it or leads elsewhere is asked
 * first. Who closes a window by the mouse means it. Returns what ends it.
 */
export function guardWindow(): () => void {
  let pressedAt = Number.NEGATIVE_INFINITY
  function onKey({ key }: KeyboardEvent): void {
    if (LEAVING.test(key))
      pressedAt = performance.now()
  }
  addEventListener('keydown', onKey, { capture: true })
  const ends = [
    () => removeEventListener('keydown', onKey, { capture: true }),
    askBeforeLeaving(() => performance.now() - pressedAt < KEY_MS),
    holdKeys(HELD),
    lockFullScreen(),
  ]
  return () => ends.forEach(end => end())
}
