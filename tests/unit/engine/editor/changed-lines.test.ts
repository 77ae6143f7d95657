import { describe, expect, it } from 'vitest'
import { changedLines } from '../../../../scripts/engine/editor/changed-lines.ts'

const lines = (...each: string[]): string => each.join('\n')

describe('changed lines', () => {
  it.each([
    [
      'a line in the middle',
      lines('a', 'b', 'c'),
      lines('a', 'B', 'c'),
      [2],
    ],
    [
      'lines that were added in two places',
      lines('a', 'b', 'c'),
      lines('a', 'x', 'b', 'y', 'z', 'c'),
      [2, 4, 5],
    ],
    [
      'nothing, where lines are only gone',
      lines('a', 'b', 'c'),
      lines('a', 'c'),
      [],
    ],
    [
      'a line that was moved, once',
      lines('a', 'b', 'c', 'd'),
      lines('b', 'c', 'a', 'd'),
      [3],
    ],
    [
      'nothing of a file that was empty',
      '',
      lines('a', 'b'),
      [],
    ],
    [
      'all, where nothing is as before',
      lines('a', 'b'),
      lines('c', 'd', 'e'),
      [1, 2, 3],
    ],
  ])('are %s', (_, before, after, expected) => {
    expect(changedLines(before, after)).toEqual(expected)
  })

  it('are found within a moment, however long the files are', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `${index}`)
    const after = before.map(line => Number(line) % 2 === 0
      ? line
      : `new ${line}`)
    expect(changedLines(lines(...before), lines(...after))).toHaveLength(19_999)
  })
})
