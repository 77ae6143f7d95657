/** Fields that people type into. What else a mouse can press needs the focus no longer than that. */
const TEXT_FIELDS = 'textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=button], [type=checkbox], [type=color], [type=radio], [type=range], [type=reset], [type=submit])'

/**
 * Takes the focus from a button that was pressed with the mouse: Slidev ignores its keys, the clicker's too, while a button or a link has
 * the focus, and Space would press the button again. Who moves by keyboard keeps it. Returns what ends it.
 */
export function releaseFocusAfterClicks(): () => void {
  function release(): void {
    // After the button's own handlers, which may move the focus somewhere for good.
    setTimeout(() => {
      const focused = document.activeElement
      if (focused instanceof HTMLElement && focused !== document.body && !focused.matches(TEXT_FIELDS))
        focused.blur()
    })
  }
  function onClick({ detail }: MouseEvent): void {
    // Keys that press a button make a click without a count.
    if (detail > 0)
      release()
  }
  /** A list that was opened with the mouse is done with once something has been chosen. */
  function onChange({ target }: Event): void {
    if (target instanceof HTMLSelectElement)
      target.blur()
  }
  addEventListener('click', onClick, { capture: true })
  // A press that ends elsewhere is no click, and has taken the focus all the same.
  addEventListener('pointerup', release, { capture: true })
  addEventListener('change', onChange, { capture: true })
  return () => {
    removeEventListener('click', onClick, { capture: true })
    removeEventListener('pointerup', release, { capture: true })
    removeEventListener('change', onChange, { capture: true })
  }
}
