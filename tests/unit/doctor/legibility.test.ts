import { expect, it } from 'vitest'
import { judgeLegibility } from '../../../scripts/doctor/legibility.ts'

it('takes type that is seen under 16 minutes of arc from the back row', () => {
  // 2 m × 16 / 720 over tan 16′ is 9.55 m.
  expect(judgeLegibility({ capital: 16, height: 720 })).toMatchObject({
    grade: 'good',
    words: expect.stringContaining('up to 9.5 m'),
  })
})

it('warns of type that is too small from there, and says what helps', () => {
  expect(judgeLegibility({ capital: 9, height: 600 })).toMatchObject({
    grade: 'note',
    words: expect.stringContaining('up to 6.4 m'),
    remedy: expect.stringContaining('larger picture'),
  })
})
