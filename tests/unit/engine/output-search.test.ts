import { describe, expect, it } from 'vitest'
import { OutputSearch } from '../../../scripts/engine/output-search.ts'
import { PlainText } from '../../../scripts/engine/plain-text.ts'

function search(pattern: RegExp, ...pieces: string[]): OutputSearch {
  const found = new OutputSearch(pattern)
  for (const piece of pieces)
    found.take(piece)
  return found
}

describe('a search in output that comes in pieces', () => {
  it.each<[string, RegExp, string[], boolean]>([
    [
      'in one piece',
      /ready/,
      ['not yet\n', 'ready\n'],
      true,
    ],
    [
      'cut between two pieces',
      /ready\n/,
      ['re', 'ad', 'y', '\n'],
      true,
    ],
    [
      'over several lines',
      /one[\s\S]*three/,
      ['one\n', 'two\n', 'three\n'],
      true,
    ],
    [
      'at the end of what came',
      /# $/,
      ['# ls', '\nbin\n', '/ # '],
      true,
    ],
    ['nothing', /^$/, [], true],
    [
      'not what has been overtaken',
      /# $/,
      ['# ls\nbin\n'],
      false,
    ],
    [
      'at the beginning only',
      /^ready/,
      [
        'x'.repeat(20_000),
        'ready',
      ],
      false,
    ],
    [
      'at the beginning of a line',
      /^ready/m,
      [
        'x'.repeat(20_000),
        '\nready',
      ],
      true,
    ],
    [
      'not in the middle of a line',
      /^ready/m,
      [
        'x'.repeat(20_000),
        'ready',
      ],
      false,
    ],
    [
      'after what was before it',
      /(?<=x)ready/,
      [
        'x'.repeat(20_000),
        'ready',
      ],
      true,
    ],
  ])('finds %s', (_, pattern, pieces, found) => {
    expect(search(pattern, ...pieces).found).toBe(found)
  })

  it('keeps what it has found', () => {
    expect(search(/# $/, '# ', 'more\n').found).toBe(true)
  })

  it('looks at a flood a few times at most', () => {
    const pieces = Array.from({ length: 200 }, (_, index) => `all work and no play ${index}\n`.repeat(160))
    const flood = search(/the end/, ...pieces)
    const length = pieces.join('').length
    expect(length).toBeGreaterThan(700_000)
    expect(flood.scannedChars).toBeGreaterThanOrEqual(length)
    expect(flood.scannedChars).toBeLessThan(3 * length)
    expect(flood.found).toBe(false)
  })
})

describe('plain text of output that comes in pieces', () => {
  it('is the same wherever the output was cut', () => {
    const output = 'a\x1B[1;31mred\x1B[0m\r\n\x1B]0;title\x07b\x1B]8;;x\x1B\\link\x1B]8;;\x1B\\\r\n'
    for (let cut = 0; cut <= output.length; cut++) {
      const plain = new PlainText()
      expect(plain.take(output.slice(0, cut)) + plain.take(output.slice(cut))).toBe('ared\nblink\n')
    }
  })

  it('forgets what had begun when it is reset', () => {
    const plain = new PlainText()
    plain.take('a\x1B[')
    plain.reset()
    expect(plain.take('1m')).toBe('1m')
  })
})
