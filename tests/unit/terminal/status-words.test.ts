import type { PaneState } from '../../../components/terminal/demo-view.ts'
import { describe, expect, it } from 'vitest'
import { audienceWords, statusWords } from '../../../components/terminal/status-words.ts'

const place = { step: 2, steps: 9, typed: false }

describe('of a demo, the speaker', () => {
  it('is told where it comes from, what it does and how far it is', () => {
    expect(statusWords({ source: 'live', state: 'typing' }, place)).toEqual({
      source: 'live',
      state: 'typing',
      step: 'step 2 of 9',
    })
  })

  it('is told that of a step only the line is typed', () => {
    expect(statusWords({ source: 'live', state: 'ready' }, { ...place, typed: true }).step).toBe('step 2 of 9, typed')
  })

  it('is told no source where there is nothing yet, or no more', () => {
    for (const state of [
      'starting',
      'waiting',
      'disconnected',
      'off',
    ] as const)
      expect(statusWords({ source: 'none', state }, place)).not.toHaveProperty('source')
  })
})

describe('of a demo, the audience', () => {
  it.each<PaneState>(['ready', 'typing', 'blocked', 'off'])('is told nothing while it is live and %s', (state) => {
    expect(audienceWords({ source: 'live', state })).toEqual({})
  })

  it.each<[PaneState, string]>([
    ['starting', 'starting'],
    ['returning', 'goes back'],
    ['waiting', 'waits for a machine'],
    ['failed', 'failed'],
    ['disconnected', 'not connected'],
  ])('is told when it is %s', (state, words) => {
    expect(audienceWords({ source: 'live', state })).toEqual({ state: words })
  })

  it.each<PaneState>(['ready', 'typing', 'blocked'])('is told that a recording is one, also while it is %s', (state) => {
    expect(audienceWords({ source: 'recording', state })).toEqual({ source: 'recording' })
  })
})
