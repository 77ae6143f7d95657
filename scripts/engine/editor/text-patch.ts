/** What turns one text into another: `insert` in place of the characters `from` … `to`. */
export interface TextPatch {
  from: number
  to: number
  insert: string
}

/** The smallest single replacement between two texts; undefined where they are alike. Never cuts a surrogate pair. */
export function textPatch(before: string, after: string): TextPatch | undefined {
  if (before === after)
    return undefined
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from])
    from++
  if (from > 0 && isHighSurrogate(before.charCodeAt(from - 1)))
    from--
  let end = 0
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++
  if (end > 0 && isLowSurrogate(before.charCodeAt(before.length - end)))
    end--
  return {
    from,
    to: before.length - end,
    insert: after.slice(from, after.length - end),
  }
}

/** A text with a change. */
export function applyPatch(text: string, { from, to, insert }: TextPatch): string {
  return text.slice(0, from) + insert + text.slice(to)
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xD800 && code <= 0xDBFF
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xDC00 && code <= 0xDFFF
}
