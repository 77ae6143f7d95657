import { expect, it } from 'vitest'
import { createTypingBurst } from '../../../components/slide/typing-burst.ts'

it('knows the rest of what is being typed, until there is a pause', () => {
  const burst = createTypingBurst()
  burst.typed(1000)
  expect([1200, 1500, 2100].map(burst.goesOn)).toEqual([true, true, true])
  expect([3000, 3100].map(burst.goesOn)).toEqual([false, false])
})

it('takes nothing for a rest that comes of its own, or after who was typing has turned to something else', () => {
  const burst = createTypingBurst()
  expect(burst.goesOn(1000)).toBe(false)
  burst.typed(1000)
  burst.end()
  expect(burst.goesOn(1001)).toBe(false)
})
