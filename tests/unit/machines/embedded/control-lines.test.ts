import { describe, expect, it } from 'vitest'
import { LineSplitter, MAX_LINE_CHARS, parseAgentLine } from '../../../../scripts/machines/embedded/core/control-lines.ts'

describe('a line of the agent', () => {
  it.each([
    [
      'done run-12 0',
      { kind: 'done', id: 'run-12', exitCode: 0 },
    ],
    [
      'done a 137',
      { kind: 'done', id: 'a', exitCode: 137 },
    ],
    [
      'opened 3 412',
      { kind: 'opened', index: 3, pid: 412 },
    ],
    [
      'refused 0 unknown user',
      { kind: 'refused', index: 0, reason: 'unknown user' },
    ],
    [
      'exit 2 129',
      { kind: 'exit', index: 2, exitCode: 129 },
    ],
    [
      'time ok',
      { kind: 'time' },
    ],
    [
      'pong',
      { kind: 'pong' },
    ],
    [
      'ready',
      { kind: 'unknown', text: 'ready' },
    ],
    [
      'done run-12',
      { kind: 'unknown', text: 'done run-12' },
    ],
    [
      'done run 12 0',
      { kind: 'unknown', text: 'done run 12 0' },
    ],
    [
      '',
      { kind: 'unknown', text: '' },
    ],
  ])('%j is read as %j', (text, line) => {
    expect(parseAgentLine(text)).toEqual(line)
  })
})

describe('the line splitter', () => {
  function split(text: string): string[] {
    const lines: string[] = []
    const splitter = new LineSplitter(line => lines.push(line))
    for (const byte of new TextEncoder().encode(text))
      splitter.push(byte)
    return lines
  }

  it('waits for the end of a line', () => {
    expect(split('pong\ntime')).toEqual(['pong'])
  })

  it('takes both kinds of line ends', () => {
    expect(split('pong\r\ntime ok\n')).toEqual(['pong', 'time ok'])
  })

  it('keeps no more than the beginning of a line without end', () => {
    const [line] = split(`${'x'.repeat(10_000)}\n`)
    expect(line).toHaveLength(MAX_LINE_CHARS)
  })

  it('goes on with another beginning of a line', () => {
    const lines: string[] = []
    const splitter = new LineSplitter(line => lines.push(line))
    for (const byte of new TextEncoder().encode('done run-'))
      splitter.push(byte)
    expect(splitter.line).toBe('done run-')
    splitter.line = 'po'
    for (const byte of new TextEncoder().encode('ng\n'))
      splitter.push(byte)
    expect(lines).toEqual(['pong'])
  })
})
