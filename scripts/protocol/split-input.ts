/** Cuts what was typed or pasted into pieces of at most `limit` UTF-16 code units, never between the halves of a surrogate pair. */
export function splitInput(text: string, limit: number): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + limit, text.length)
    if (end < text.length && end - start > 1 && isHighSurrogate(text.charCodeAt(end - 1)))
      end--
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xD800 && code <= 0xDBFF
}
