import { describe, expect, it } from 'vitest'
import { shownSteps } from '../../../components/terminal/shown-steps.ts'

describe('the steps that a slide\'s clicks stand for', () => {
  it.each([
    { offset: -3, steps: 5, shown: 0 },
    { offset: -1, steps: 5, shown: 0 },
    { offset: 0, steps: 5, shown: 1 },
    { offset: 4, steps: 5, shown: 5 },
    { offset: 9, steps: 5, shown: 5 },
    { offset: 0, steps: 0, shown: 0 },
  ])('are $shown of $steps at offset $offset', ({ offset, steps, shown }) => {
    expect(shownSteps(offset, steps)).toBe(shown)
  })
})
