import * as v from 'valibot'

/** Words of a figure: one line, or several. */
export const wordsSchema = v.union([
  v.string(),
  v.array(v.string()),
])

/** A piece of a line: code stands between backticks. */
export interface WordsPiece {
  text: string
  code: boolean
}

/** Lines of words, in either way they may be written. */
export function linesOf(text: string | readonly string[] | undefined): readonly string[] {
  return text === undefined
    ? []
    : typeof text === 'string'
      ? text.split('\n')
      : text
}

/** A line in pieces of words and of code. A backtick without another one is a backtick. */
export function piecesOf(line: string): WordsPiece[] {
  return line.split(/(`[^`]+`)/).filter(text => text !== '').map((text) => {
    const code = /^`[^`]+`$/.test(text)
    return {
      text: code
        ? text.slice(1, -1)
        : text,
      code,
    }
  })
}

/** A line as a screen reader reads it. */
export function plainWords(line: string): string {
  return piecesOf(line).map(({ text }) => text).join('')
}
