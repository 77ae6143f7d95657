import { describe, expect, it } from 'vitest'
import { stepToStandAt } from '../../../components/terminal/step-to-stand-at.ts'

describe('the step that a slide\'s clicks go back to', () => {
  it.each([
    {
      state: 'blocked',
      step: 1,
      shown: 2,
      standAt: 1,
    },
    {
      state: 'failed',
      step: 1,
      shown: 3,
      standAt: 1,
    },
    {
      state: 'failed',
      step: 2,
      shown: 2,
      standAt: undefined,
    },
    {
      state: 'blocked',
      step: 2,
      shown: 1,
      standAt: undefined,
    },
    {
      state: 'typing',
      step: 1,
      shown: 2,
      standAt: undefined,
    },
    {
      state: 'ready',
      step: 1,
      shown: 2,
      standAt: undefined,
    },
    {
      state: 'starting',
      step: 0,
      shown: 2,
      standAt: undefined,
    },
  ] as const)('is $standAt when step $step of $shown is $state', ({ state, step, shown, standAt }) => {
    expect(stepToStandAt({ state, step }, shown)).toBe(standAt)
  })

  it('is none before the server has said anything', () => {
    expect(stepToStandAt(undefined, 2)).toBeUndefined()
  })
})
