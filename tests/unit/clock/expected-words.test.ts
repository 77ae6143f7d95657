import { describe, expect, it } from 'vitest'
import { expectedWords, slidesAway, waitWords } from '../../../components/clock/expected-words.ts'

const machine = 'on the embedded machine'

describe('a demo that comes', () => {
  it.each([
    [
      { source: 'live', state: 'off' },
      'runs on the embedded machine',
    ],
    [
      { source: 'live', state: 'starting' },
      'starts on the embedded machine',
    ],
    [
      { source: 'live', state: 'ready' },
      'ready on the embedded machine',
    ],
    [
      { source: 'live', state: 'waiting' },
      'starts with its slide: no machine is free',
    ],
    [
      { source: 'live', state: 'failed' },
      'failed on the embedded machine',
    ],
    [
      { source: 'recording', state: 'off' },
      'plays its recording',
    ],
    [
      { source: 'recording', state: 'ready', recorded: '2026-11-24T10:00:00.000Z' },
      'plays its recording of 24 Nov 2026',
    ],
    [
      { source: 'none', state: 'off' },
      'has neither a machine nor a recording',
    ],
  ] as const)('%j: %s', (expected, words) => {
    expect(expectedWords(expected, machine)).toBe(words)
  })

  it('says which step the room has to wait for', () => {
    expect(waitWords({ step: 4, seconds: 31.2 })).toBe('step 4 took 0:31 when it was recorded')
  })

  it('is so many slides away', () => {
    expect(slidesAway(1)).toBe('on the next slide')
    expect(slidesAway(4)).toBe('in 4 slides')
  })
})
