import type { TextPatch } from './text-patch.ts'
import { applyPatch, textPatch } from './text-patch.ts'

/**
 * A change of a text as a change of what another one has made of that text meanwhile. Where both put something at one place, the other's stands first.
 * Undefined where both are about the same characters.
 */
export function rebasePatch(patch: TextPatch, over: TextPatch): TextPatch | undefined {
  if (over.to <= patch.from) {
    const shift = over.insert.length - (over.to - over.from)
    return {
      ...patch,
      from: patch.from + shift,
      to: patch.to + shift,
    }
  }
  return patch.to <= over.from
    ? patch
    : undefined
}

/** A text with the changes of both sides, as `rebasePatch` has them; undefined where these are about the same characters. */
export function rebaseText(base: string, mine: string, theirs: string): string | undefined {
  const patch = textPatch(base, mine)
  const over = textPatch(base, theirs)
  if (!patch || !over) {
    return patch
      ? mine
      : theirs
  }
  const rebased = rebasePatch(patch, over)
  return rebased && applyPatch(theirs, rebased)
}
