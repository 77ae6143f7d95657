import { describe, expect, it } from 'vitest'
import { linesOf, piecesOf, plainWords } from '../../../../components/figures/blocks/figure-text.ts'

describe('words of a figure', () => {
  it('are one line or several', () => {
    expect(linesOf(undefined)).toEqual([])
    expect(linesOf('one\ntwo')).toEqual(['one', 'two'])
    expect(linesOf(['one', 'two'])).toEqual(['one', 'two'])
  })

  it('have code between backticks, and a single backtick is one', () => {
    expect(piecesOf('asks `state` twice')).toEqual([
      { text: 'asks ', code: false },
      { text: 'state', code: true },
      { text: ' twice', code: false },
    ])
    expect(piecesOf('a ` alone')).toEqual([
      { text: 'a ` alone', code: false },
    ])
    expect(plainWords('asks `state` twice')).toBe('asks state twice')
  })
})
