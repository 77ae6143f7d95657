/**
 * Milliseconds within which a key pressed again is the same press: worn buttons close twice or more often, and cheap receivers repeat themselves,
 * or tell a held button as many presses. No one presses a button twice so fast on purpose.
 */
export const BOUNCE_MS = 60

export type KeyPress = Pick<KeyboardEvent, 'key' | 'repeat' | 'timeStamp'>

/** Tells presses from what only looks like one. The time is the event's own, so a busy computer makes no two presses into one. */
export function createBounceFilter(): (press: KeyPress) => boolean {
  let latest: { key: string, at: number } | undefined
  return ({ key, repeat, timeStamp }) => {
    const bounces = !repeat && latest?.key === key && timeStamp - latest.at < BOUNCE_MS
    if (!repeat)
      latest = { key, at: timeStamp }
    return bounces
  }
}
