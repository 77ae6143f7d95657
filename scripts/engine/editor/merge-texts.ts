import { rebaseText } from './rebase-patch.ts'
import { textPatch } from './text-patch.ts'

/** A text with the changes of both sides; undefined where these are in the same lines. */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const [first, second] = [mine, theirs]
    .map(text => textPatch(base, text))
    .filter(patch => patch !== undefined)
    .sort((one, other) => one.from - other.from)
  return first && second && !base.slice(first.to, second.from).includes('\n')
    ? undefined
    : rebaseText(base, mine, theirs)
}
