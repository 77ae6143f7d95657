import { isInputMethods } from './input-method.ts'

/** A key as the event of its press tells it. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'keyCode'>

/**
 * The Latin letter of a key whose layout has another script's there (Р for R's neighbour, ρ, ر): the one that its place has on most Latin
 * keyboards. Undefined where the layout has a Latin letter, which may well stand elsewhere, and for all other keys.
 */
export function latinLetter(pressed: PressedKey): string | undefined {
  const { key, code, altKey, ctrlKey, metaKey } = pressed
  if (altKey || ctrlKey || metaKey || isInputMethods(pressed) || [...key].length !== 1 || !/\P{ASCII}/u.test(key) || /\p{Script=Latin}/u.test(key))
    return undefined
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase()
}

/**
 * Lets the deck's keys by letter work with every keyboard layout: outside of text fields, a letter of another script is replaced by the
 * Latin one of the same place, for Slidev and everybody else who listens. Returns what ends it.
 */
export function translateLetterKeys(): () => void {
  function onKey(event: KeyboardEvent): void {
    const { target } = event
    const letter = latinLetter(event)
    if (letter === undefined || !target || (target instanceof Element && target.closest('input, textarea, select, [contenteditable]')))
      return
    event.stopImmediatePropagation()
    const translated = new KeyboardEvent(event.type, {
      key: event.shiftKey
        ? letter.toUpperCase()
        : letter,
      code: event.code,
      shiftKey: event.shiftKey,
      repeat: event.repeat,
      bubbles: true,
      cancelable: true,
      composed: true,
    })
    if (!target.dispatchEvent(translated))
      event.preventDefault()
  }
  addEventListener('keydown', onKey, { capture: true })
  addEventListener('keyup', onKey, { capture: true })
  return () => {
    removeEventListener('keydown', onKey, { capture: true })
    removeEventListener('keyup', onKey, { capture: true })
  }
}
