import type { MarkedOutput } from '../../../scripts/engine/prompt-marks.ts'
import { describe, expect, it } from 'vitest'
import { PromptMarkScanner } from '../../../scripts/engine/prompt-marks.ts'

const ESC = '\x1B'
const BEL = '\x07'
const ST = `${ESC}\\`

/** What a scanner finds in the chunks, with neighbouring texts joined. */
function scan(...chunks: string[]): MarkedOutput[] {
  const scanner = new PromptMarkScanner()
  const joined: MarkedOutput[] = []
  for (const part of chunks.flatMap(chunk => scanner.scan(chunk))) {
    const last = joined.at(-1)
    if ('text' in part && last && 'text' in last)
      last.text += part.text
    else
      joined.push({ ...part })
  }
  return joined
}

const session = `${ESC}]133;D;0${BEL}${ESC}]133;A${BEL}root# ${ESC}]133;B${ST}ls\r\n${ESC}]133;C${ST}${ESC}[31mred${ESC}[0m ${ESC}]0;title${BEL}ü🐳\r\n${ESC}]133;D;127${ST}${ESC}]133;A;k=i${BEL}`
const parts: MarkedOutput[] = [
  {
    mark: { kind: 'done', exitCode: 0 },
  },
  {
    mark: { kind: 'prompt' },
  },
  { text: 'root# ' },
  {
    mark: { kind: 'input' },
  },
  { text: 'ls\r\n' },
  {
    mark: { kind: 'output' },
  },
  { text: `${ESC}[31mred${ESC}[0m ${ESC}]0;title${BEL}ü🐳\r\n` },
  {
    mark: { kind: 'done', exitCode: 127 },
  },
  {
    mark: { kind: 'prompt' },
  },
]

describe('prompt marks', () => {
  it('are found in one piece', () => {
    expect(scan(session)).toEqual(parts)
  })

  it('are found wherever the output is cut in two', () => {
    for (let cut = 0; cut <= session.length; cut++)
      expect(scan(session.slice(0, cut), session.slice(cut)), `cut at ${cut}`).toEqual(parts)
  })

  it('are found in output that arrives character by character', () => {
    expect(scan(...session.split(''))).toEqual(parts)
  })

  it('hold nothing back that cannot become one', () => {
    const scanner = new PromptMarkScanner()
    expect(scanner.scan('password: ')).toEqual([
      { text: 'password: ' },
    ])
    expect(scanner.scan(`${ESC}[?25l`)).toEqual([
      { text: `${ESC}[?25l` },
    ])
    expect(scanner.scan(`x${ESC}]13`)).toEqual([
      { text: 'x' },
    ])
    expect(scanner.scan('2;')).toEqual([
      { text: `${ESC}]132;` },
    ])
  })

  it('tell no exit status where the shell told none', () => {
    for (const body of ['D', 'D;', 'D;x', 'D;-1', 'D;0x10']) {
      expect(scan(`${ESC}]133;${body}${BEL}`)).toEqual([
        {
          mark: { kind: 'done', exitCode: undefined },
        },
      ])
    }
  })

  it('are only those we know, not inherited names', () => {
    for (const body of [
      'E',
      'a',
      '',
      'constructor',
      '__proto__',
      'toString',
    ]) {
      expect(scan(`before${ESC}]133;${body}${BEL}after`)).toEqual([
        { text: 'beforeafter' },
      ])
    }
  })

  it('that never end pass as text, however they arrive, and swallow no mark that follows', () => {
    const endless = `${ESC}]133;A;${'x'.repeat(100)}`
    const whole = `${endless}${ESC}]133;B${BEL}`
    for (let cut = 0; cut <= whole.length; cut++) {
      expect(scan(whole.slice(0, cut), whole.slice(cut)), `cut at ${cut}`).toEqual([
        { text: endless },
        {
          mark: { kind: 'input' },
        },
      ])
    }
  })

  it('that begin a hundred thousand times and never end take no noticeable time', () => {
    const begun = performance.now()
    const text = `${ESC}]133;`.repeat(100_000)
    expect(scan(text, 'x'.repeat(100))).toEqual([
      { text: `${text}${'x'.repeat(100)}` },
    ])
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})
