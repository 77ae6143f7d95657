import { deckKeyAction, isPageKey, isPlainKey } from './deck-key.ts'
import { createBounceFilter } from './key-bounce.ts'
import { createTypingBurst } from './typing-burst.ts'

export interface WatchDeckKeysOptions {
  /** The hall sees black. */
  isBlank: () => boolean
  /** This window may change that. */
  mayBlank: () => boolean
  setBlank: (blank: boolean) => void
  /** A talk, where F5 is the clicker's key to start the show. On a published site it reloads the page, and buttons share their keys with the deck. */
  inTalk: boolean
}

/** What has the focus: nothing that takes keys, a terminal, a text, a line of text, a button or a link. */
type Place = 'slide' | 'pane' | 'text' | 'line' | 'button'

/**
 * Makes the keys of clickers work wherever the focus is, before Slidev or a terminal sees them: a key that bounces is one press, the blank key
 * blanks, and while the screen is black the next key brings the slides back and does nothing else. What a shell or a text field needs is
 * left to it, and what is typed into a pane that is taken away meanwhile does nothing. Returns what ends it.
 */
export function watchDeckKeys({ isBlank, mayBlank, setBlank, inTalk }: WatchDeckKeysOptions): () => void {
  const bounces = createBounceFilter()
  const burst = createTypingBurst()
  /** Code of a key that did its work when it was pressed, and may still be held. */
  let spent: string | undefined

  function onKeydown(event: KeyboardEvent): void {
    const place = placeOf(event.target)
    if (isRestOfTyping(event, place)) {
      keep(event)
      return
    }
    if (!isPlainKey(event) || !isDecks(event, place))
      return
    if (event.repeat
      ? event.code === spent
      : bounces(event)) {
      keep(event)
      return
    }
    const action = deckKeyAction(event)
    spent = undefined
    if (isBlank() && mayBlank()) {
      spend(event)
      setBlank(false)
    }
    else if (action === 'blank' && mayBlank()) {
      spend(event)
      setBlank(true)
    }
    else if (action === 'start' && inTalk) {
      event.preventDefault()
    }
    // Slidev ignores all keys while a field has the focus, and in a talk also while a button has it.
    else if (action === 'turn' && (place === 'line' || (place === 'button' && inTalk))) {
      (document.activeElement as HTMLElement | null)?.blur()
    }
  }

  function isRestOfTyping(event: KeyboardEvent, place: Place): boolean {
    if (isPageKey(event) || (event.key === 'Escape' && event.shiftKey))
      burst.end()
    else if (place === 'pane')
      burst.typed(event.timeStamp)
    return place === 'slide' && isPlainKey(event) && burst.goesOn(event.timeStamp)
  }

  function spend(event: KeyboardEvent): void {
    spent = event.code
    keep(event)
  }

  addEventListener('keydown', onKeydown, { capture: true })
  addEventListener('pointerdown', burst.end, { capture: true })
  return () => {
    removeEventListener('keydown', onKeydown, { capture: true })
    removeEventListener('pointerdown', burst.end, { capture: true })
  }
}

function keep(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Whether a key is the deck's where the focus is. */
function isDecks(event: KeyboardEvent, place: Place): boolean {
  switch (place) {
    case 'slide': return true
    case 'pane':
    case 'line': return isPageKey(event)
    case 'text': return false
    case 'button': return event.key !== ' ' && event.key !== 'Enter'
  }
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element))
    return 'slide'
  // Those in a pane's heading, too.
  if (target.closest('button, a'))
    return 'button'
  if (target.closest('.cbu-pane'))
    return 'pane'
  if (target.closest('textarea, select, [contenteditable]:not([contenteditable=false])'))
    return 'text'
  return target.closest('input')
    ? 'line'
    : 'slide'
}
