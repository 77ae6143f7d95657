/** What a person does to scroll a pane: the wheel, a finger, the scroll bar or the end of a selection, a key. */
const BY_HAND = [
  'wheel',
  'touchmove',
  'pointerdown',
  'keydown',
] as const

/** Calls back whenever a person may be about to scroll what is in an element. Returns what ends that. */
export function watchHands(element: HTMLElement, callback: () => void): () => void {
  for (const type of BY_HAND)
    element.addEventListener(type, callback, { capture: true, passive: true })
  return () => {
    for (const type of BY_HAND)
      element.removeEventListener(type, callback, { capture: true })
  }
}
