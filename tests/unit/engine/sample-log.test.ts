import type { SampleLog } from '../../../scripts/engine/sample-log.ts'
import { describe, expect, it } from 'vitest'
import { authoredProcess, authoredSample } from '../../../components/figures/live/authored-sample.ts'
import { formatSampleLog, parseSampleLog } from '../../../scripts/engine/sample-log.ts'

const log: SampleLog = {
  header: {
    version: 1,
    timestamp: 1_700_000_000,
    demo: { id: 'some-demo', hash: 'abc' },
  },
  samples: [
    {
      step: 0,
      at: 0,
      sample: authoredSample({
        at: 1.5,
        processes: [
          authoredProcess({ pid: 1, name: 'init' }),
        ],
      }),
    },
    {
      step: 2,
      at: 0.123,
      sample: authoredSample({ at: 3, cgroups: [] }),
    },
  ],
}

describe('a log of samples', () => {
  it('says the same when it is read as when it was written, a line for each', () => {
    const text = formatSampleLog(log)
    expect(text.trimEnd().split('\n')).toHaveLength(3)
    expect(parseSampleLog(text, 'samples.jsonl')).toEqual(log)
  })

  it.each([
    [
      'a header of another version',
      1,
      (line: string) => line.replace('"version":1', '"version":2'),
    ],
    [
      'a sample of another version',
      2,
      (line: string) => line.replace('"version":1', '"version":2'),
    ],
    [
      'a step that is no number',
      3,
      (line: string) => line.replace('"step":2', '"step":"2"'),
    ],
    [
      'a line that is no JSON',
      3,
      (line: string) => line.slice(1),
    ],
  ])('refuses %s, and names file and line', (_, number, change) => {
    const lines = formatSampleLog(log).trimEnd().split('\n')
    lines[number - 1] = change(lines[number - 1]!)
    expect(() => parseSampleLog(lines.join('\n'), 'demos/x/samples.jsonl')).toThrow(new RegExp(`^demos/x/samples\\.jsonl, line ${number}: .*npm run rehearse`))
  })
})
