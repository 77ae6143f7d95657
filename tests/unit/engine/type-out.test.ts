import { describe, expect, it } from 'vitest'
import { typeOut } from '../../../scripts/engine/type-out.ts'

const line = { pane: 'host', text: 'ls -l' }
const joined = (outputs: { data: string }[]): string => outputs.map(({ data }) => data).join('')

describe('a recorded line', () => {
  it('comes character by character, then Enter, then its output as late after that as it was', () => {
    const part = [
      { pane: 'host', at: 0.1, data: 'ls -l\r\n\x1B]133;C\x07' },
      { pane: 'host', at: 0.6, data: 'total 0\r\n' },
    ]
    const typed = typeOut(part, line)
    expect(typed.slice(0, 5).map(({ data }) => data)).toEqual(['l', 's', ' ', '-', 'l'])
    expect(typed.every(({ at }, index) => at >= (typed[index - 1]?.at ?? 0))).toBe(true)
    expect(typed[6]!.at - typed[5]!.at).toBeCloseTo(0.5)
    expect(joined(typed)).toBe(joined(part))
  })

  it('loses nothing of an echo that is cut anywhere and holds escape sequences and wraps', () => {
    const echo = 'ls\x1B[K -\x1B[1ml \rl\x1B[C\x1B[?2004l\r\n\x1B]133;C\x07out'
    for (let cut = 0; cut <= echo.length; cut++) {
      const part = [
        {
          pane: 'host',
          at: 0,
          data: echo.slice(0, cut),
        },
        {
          pane: 'host',
          at: 0.1,
          data: echo.slice(cut),
        },
      ].filter(({ data }) => data !== '')
      expect(joined(typeOut(part, line))).toBe(echo)
    }
  })

  it('is found in a shell without marks, by the end of its line', () => {
    const typed = typeOut([
      { pane: 'host', at: 0, data: 'ls -l\r\ntotal 0\r\n# ' },
    ], line)
    expect(typed.slice(0, 6).map(({ data }) => data)).toEqual([
      'l',
      's',
      ' ',
      '-',
      'l',
      '\r\ntotal 0\r\n# ',
    ])
  })

  it('leaves other panes in their place after it', () => {
    const typed = typeOut([
      { pane: 'host', at: 0, data: 'ls -l\r\n\x1B]133;C\x07' },
      { pane: 'other', at: 0.4, data: 'seen' },
    ], line)
    expect(typed.at(-1)).toMatchObject({ pane: 'other', data: 'seen' })
    expect(typed.at(-1)!.at).toBeGreaterThan(0.4)
  })
})
