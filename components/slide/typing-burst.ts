/** Milliseconds without a key after which somebody who was typing has stopped. */
const PAUSE_MS = 700

/** What somebody types in one go, key by key. Times are those of the events. */
export interface TypingBurst {
  /** A key went where it was meant to go. */
  typed: (at: number) => void
  /** A key goes elsewhere: whether it is the next one of what was being typed. */
  goesOn: (at: number) => boolean
  /** Who was typing has turned to something else. */
  end: () => void
}

/**
 * Knows the rest of what somebody is typing when the place that they type into is taken away, such as by another window that turns the page: to the
 * deck, whose keys are letters and blanks, it would look like orders.
 */
export function createTypingBurst(): TypingBurst {
  let latest = Number.NEGATIVE_INFINITY
  return {
    typed: at => void (latest = at),
    goesOn(at) {
      if (at - latest >= PAUSE_MS)
        return false
      latest = at
      return true
    },
    end: () => void (latest = Number.NEGATIVE_INFINITY),
  }
}
