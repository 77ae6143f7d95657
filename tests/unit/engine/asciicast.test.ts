import type { Cast } from '../../../scripts/engine/asciicast.ts'
import { describe, expect, it } from 'vitest'
import { formatCast, parseCast } from '../../../scripts/engine/asciicast.ts'
import { createRecording, recordedSeconds, recordingFits } from '../../../scripts/engine/recording.ts'
import { testDemo } from '../../fixtures/demo.ts'

function cast(pane: string, events: Cast['events'], demo: Partial<Cast['header']['demo']> = {}): Cast {
  return {
    header: {
      version: 3,
      term: { cols: 80, rows: 9 },
      timestamp: 1_795_540_613,
      title: 'A test: host',
      demo: {
        id: 'test-demo',
        pane,
        machine: 'embedded',
        kernel: 'Linux 6.1',
        hash: '0123456789abcdef',
        ...demo,
      },
    },
    events,
  }
}
const host = cast('host', [
  { interval: 0, code: 'o', data: '\x1B[1m$\x1B[0m ' },
  { interval: 1, code: 'm', data: 'true' },
  { interval: 0.25, code: 'o', data: 'true\r\n' },
  { interval: 0.5, code: 'o', data: '$ ü' },
])
const other = cast('other', [
  { interval: 0, code: 'o', data: '% ' },
  { interval: 1, code: 'm', data: 'true' },
])

describe('an asciicast', () => {
  it('is one JSON text a line, and reads back as it was', () => {
    const text = formatCast(host)
    expect(text.split('\n')).toHaveLength(6)
    expect(text).toContain('[0.25,"o","true\\r\\n"]\n')
    expect(parseCast(text, 'host.cast')).toEqual(host)
  })

  it('may hold comments', () => {
    expect(parseCast(formatCast(host).replace('\n', '\n# made by hand\n'), 'host.cast')).toEqual(host)
  })

  it.each([
    ['', 'host.cast, line 1: this is not JSON'],
    ['{"version":2,"width":80,"height":9}\n', 'host.cast, line 1: this is not the header'],
    [
      formatCast(host).replace('[0.5,', '[-0.5,'),
      'host.cast, line 5: this is not an event',
    ],
    [
      formatCast(host).replace('"o"', '"x"'),
      'host.cast, line 2: this is not an event',
    ],
    [
      formatCast(host).slice(0, -3),
      'host.cast, line 5: this is not JSON',
    ],
  ])('that is damaged is refused with its line', (text, message) => {
    expect(() => parseCast(text, 'host.cast')).toThrow(message)
  })
})

describe('a recording', () => {
  it('has what each pane printed, before the first step and per step', () => {
    const recording = createRecording([host, other])
    expect(recording).toMatchObject({
      demo: 'test-demo',
      steps: ['true'],
      date: '2026-11-24T17:16:53.000Z',
    })
    expect(recording.panes.map(({ parts }) => parts.map(part => part.map(({ at, data }) => `${at} ${data.trim()}`)))).toEqual([
      [
        ['0 \x1B[1m$\x1B[0m'],
        ['0.25 true', '0.75 $ ü'],
      ],
      [
        ['0 %'],
        [],
      ],
    ])
  })

  it('says how long each step took, up to the last output in any pane', () => {
    expect(recordedSeconds(createRecording([other, host]))).toEqual([0.75])
    expect(recordedSeconds(createRecording([other]))).toEqual([0])
  })

  it.each([
    [
      'another demo',
      { id: 'other-demo' },
    ],
    [
      'another version of the demo',
      { hash: 'fedcba9876543210' },
    ],
  ])('is refused when one of its casts is of %s', (_, demo) => {
    expect(() => createRecording([
      host,
      cast('other', other.events, demo),
    ])).toThrow('are not of one run')
  })

  it('is refused when its casts differ in their steps', () => {
    expect(() => createRecording([
      host,
      cast('other', []),
    ])).toThrow('are not of one run')
  })

  it('fits only a demo with the same steps and panes of the same size', () => {
    const recording = createRecording([host, other])
    expect(recordingFits(recording, testDemo())).toBe(true)
    expect(recordingFits(recording, testDemo({
      steps: [
        { pane: 'host', type: 'false' },
      ],
    }))).toBe(false)
    expect(recordingFits(recording, testDemo({
      panes: {
        host: {},
        other: { columns: 81 },
      },
    }))).toBe(false)
    expect(recordingFits(recording, testDemo({
      panes: { host: {}, third: {} },
    }))).toBe(false)
    expect(recordingFits(recording, testDemo({ id: 'other-demo' }))).toBe(false)
  })
})
