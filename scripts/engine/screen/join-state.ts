import type { XtermCore } from './xterm-core.ts'

/** What xterm's parser knows after printing a text of one character with all that belongs to it (`precedingJoinState`). */
export function joinState(text: string, { unicodeService }: XtermCore): number {
  let state = 0
  for (const character of text)
    state = unicodeService.charProperties(character.codePointAt(0)!, state)
  return state
}

/** After that, a code point would become part of that character: the lowest bit of xterm's properties. */
export function joins(codePoint: number, state: number, { unicodeService }: XtermCore): boolean {
  return (unicodeService.charProperties(codePoint, state) & 1) !== 0
}
