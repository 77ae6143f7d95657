import { textPatch } from './text-patch.ts'

/** A text with the changes of both sides; undefined where these are in the same lines. */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const patches = [
    textPatch(base, mine),
    textPatch(base, theirs),
  ].filter(patch => patch !== undefined)
  const [first, second] = patches.sort((one, other) => one.from - other.from)
  if (!first || !second) {
    return mine === base
      ? theirs
      : mine
  }
  const between = base.slice(first.to, second.from)
  return between.includes('\n')
    ? base.slice(0, first.from) + first.insert + between + second.insert + base.slice(second.to)
    : undefined
}
