import { describe, expect, it } from 'vitest'
import { clicksDone } from '../../../components/slide/clicks-done.ts'

describe('the clicks of a part of a slide that have happened', () => {
  it.each([
    { offset: -3, count: 5, done: 0 },
    { offset: -1, count: 5, done: 0 },
    { offset: 0, count: 5, done: 1 },
    { offset: 4, count: 5, done: 5 },
    { offset: 9, count: 5, done: 5 },
    { offset: 0, count: 0, done: 0 },
  ])('are $done of $count at offset $offset', ({ offset, count, done }) => {
    expect(clicksDone(offset, count)).toBe(done)
  })
})
