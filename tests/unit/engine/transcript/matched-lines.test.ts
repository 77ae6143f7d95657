import { describe, expect, it } from 'vitest'
import { matchedLines } from '../../../../scripts/engine/transcript/matched-lines.ts'

function linesOf(text: string, pattern: RegExp): number[] {
  return [
    ...matchedLines(text, pattern),
  ]
}

describe('the lines that a pattern is about', () => {
  it('are those it matches', () => {
    expect(linesOf('a\nb\nc\n', /b/)).toEqual([1])
    expect(linesOf('a\nb\nc\n', /a\nb\n/)).toEqual([0, 1])
    expect(linesOf('a\nb\nc\n', /^b$/m)).toEqual([1])
  })

  it('are not those that it leaps over', () => {
    expect(linesOf('head\n1\n2\n3\ntail\n', /^head[\s\S]*tail\n$/)).toEqual([0, 4])
    expect(linesOf('head\n1\n2\ntail\ntail\n', /head[\s\S]+?tail/)).toEqual([0, 3])
  })

  it('are all of its match where a leap stands in a group, or a later part looks back at one', () => {
    expect(linesOf('a\nb\nc\nd', /a(?:x|[\s\S]*c)/)).toEqual([0, 1, 2])
    expect(linesOf('x\nb\nx\nd', /(x)[\s\S]*\1/)).toEqual([0, 1, 2])
  })

  it('are none where it matches nothing that is seen, or not at all', () => {
    expect(linesOf('', /^$/)).toEqual([])
    expect(linesOf('a\n', /b/)).toEqual([])
  })
})
