import type { ScreenLine } from '../../../scripts/engine/screen-lines.ts'
import { describe, expect, it } from 'vitest'
import { createKeptTerminal } from '../../../scripts/engine/kept-terminal.ts'
import { screenLines } from '../../../scripts/engine/screen-lines.ts'

/** What a real terminal of 20 × 4 cells shows after this output. */
async function linesOf(output: string): Promise<ScreenLine[]> {
  const { terminal } = createKeptTerminal({ columns: 20, rows: 4 })
  await new Promise<void>(resolve => terminal.write(output, resolve))
  const lines = screenLines(terminal)
  terminal.dispose()
  return lines
}

describe('the lines of a screen', () => {
  it('are as many as it has rows, without blanks at their ends', async () => {
    expect(await linesOf('one \r\n\r\n  two  words  ')).toEqual([
      [
        { text: 'one' },
      ],
      [],
      [
        { text: '  two  words' },
      ],
      [],
    ])
  })

  it('are the last ones where more was printed than fits', async () => {
    expect(await linesOf('1\r\n2\r\n3\r\n4\r\n5\r\n6')).toEqual(['3', '4', '5', '6'].map(text => [
      { text },
    ]))
  })

  it('carry colours of the palette, of the 256, and any other', async () => {
    expect((await linesOf('\x1B[31mred\x1B[94mblue\x1B[38;5;208morange\x1B[38;2;1;2;255mink\x1B[39m.\x1B[42mg\x1B[48;2;0;16;32m '))[0]).toEqual([
      { text: 'red', foreground: 1 },
      { text: 'blue', foreground: 12 },
      { text: 'orange', foreground: 208 },
      { text: 'ink', foreground: '#0102ff' },
      { text: '.' },
      { text: 'g', background: 2 },
      { text: ' ', background: '#001020' },
    ])
  })

  it('carry every other look, and join cells of one look', async () => {
    expect((await linesOf('\x1B[1mb\x1B[1mold\x1B[22;2mdim\x1B[22;3mit\x1B[23;4mul\x1B[24;9mst\x1B[0mx'))[0]).toEqual([
      { text: 'bold', bold: true },
      { text: 'dim', dim: true },
      { text: 'it', italic: true },
      { text: 'ul', underline: true },
      { text: 'st', strikethrough: true },
      { text: 'x' },
    ])
  })

  it('keep the blanks that are seen', async () => {
    expect(await linesOf('\x1B[7m top \x1B[0m  \r\n\x1B[4m  \x1B[0m \r\n\x1B[44m \x1B[0m \r\n\x1B[31m  ')).toEqual([
      [
        { text: ' top ', inverse: true },
      ],
      [
        { text: '  ', underline: true },
      ],
      [
        { text: ' ', background: 4 },
      ],
      [],
    ])
  })

  it('hide what is to be hidden', async () => {
    expect((await linesOf('key \x1B[8msecret\x1B[28m!'))[0]).toEqual([
      { text: 'key       !' },
    ])
  })

  it('give characters that fonts draw in other widths runs of their own', async () => {
    expect((await linesOf('├─ 日é')).at(0)).toEqual([
      { text: '├', cells: 1 },
      { text: '─', cells: 1 },
      { text: ' ' },
      { text: '日', cells: 2 },
      { text: 'é' },
    ])
    expect((await linesOf('e\u0301x')).at(0)).toEqual([
      { text: 'e\u0301', cells: 1 },
      { text: 'x' },
    ])
    expect((await linesOf('a\u00ADb')).at(0)).toEqual([
      { text: 'a' },
      { text: '\u00AD', cells: 1 },
      { text: 'b' },
    ])
  })

  it('wrap where the terminal wraps, also before a wide character that does not fit', async () => {
    expect((await linesOf(`${'a'.repeat(19)}日b`)).slice(0, 2)).toEqual([
      [
        {
          text: 'a'.repeat(19),
        },
      ],
      [
        { text: '日', cells: 2 },
        { text: 'b' },
      ],
    ])
    expect((await linesOf('x'.repeat(45))).map(([run]) => run?.text.length)).toEqual([
      20,
      20,
      5,
      undefined,
    ])
  })

  it('are those of the other screen while a full-screen program runs', async () => {
    expect((await linesOf('$ less\x1B[?1049h\x1B[HEND'))[0]).toEqual([
      { text: 'END' },
    ])
    expect((await linesOf('$ less\x1B[?1049h\x1B[HEND\x1B[?1049l'))[0]).toEqual([
      { text: '$ less' },
    ])
  })
})
