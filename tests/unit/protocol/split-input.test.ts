import { describe, expect, it } from 'vitest'
import { MAX_INPUT_CHARS } from '../../../scripts/protocol/messages.ts'
import { splitInput } from '../../../scripts/protocol/split-input.ts'

describe('a big paste', () => {
  it('is cut into pieces that the server accepts, with nothing lost', () => {
    const text = 'x'.repeat(3 * MAX_INPUT_CHARS + 1)
    const pieces = splitInput(text, MAX_INPUT_CHARS)
    expect(pieces.map(piece => piece.length)).toEqual([
      MAX_INPUT_CHARS,
      MAX_INPUT_CHARS,
      MAX_INPUT_CHARS,
      1,
    ])
    expect(pieces.join('')).toBe(text)
  })

  it('is not cut within a character of two code units', () => {
    const text = `abc${'🐧'.repeat(5)}`
    const pieces = splitInput(text, 4)
    expect(pieces.join('')).toBe(text)
    expect(pieces.every(piece => piece.isWellFormed() && piece.length <= 4)).toBe(true)
  })

  it('stays whole when it is short, and nothing when it is empty', () => {
    expect(splitInput('ls\r', 4)).toEqual(['ls\r'])
    expect(splitInput('', 4)).toEqual([])
  })
})
