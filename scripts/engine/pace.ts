/** How fast the kit types: like a practised person, at once, or a number of characters per second. */
export type Pace = 'human' | 'fast' | number

/** A practised typist's speed: quick enough not to bore, slow enough to be read along. */
const HUMAN_CHARS_PER_SECOND = 28
/** People stop for a moment before they press Enter; it lets the audience read the line. */
const BEFORE_ENTER_MS = 280

/** Pause before each character and before Enter, in milliseconds; `fast` has none. Evenly wavy rather than random, so that runs compare. */
export function typingDelays(text: string, pace: Pace): { characters: number[], enter: number } {
  if (pace === 'fast')
    return { characters: [], enter: 0 }
  const mean = 1000 / (pace === 'human'
    ? HUMAN_CHARS_PER_SECOND
    : pace)
  const characters = [...text].map((character, index) => {
    const wave = 1 + 0.35 * Math.sin(index * 2.4)
    const word = character === ' '
      ? 1.4
      : 1
    return mean * wave * word
  })
  return {
    characters,
    enter: pace === 'human'
      ? BEFORE_ENTER_MS
      : mean,
  }
}
