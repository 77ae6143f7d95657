import { describe, expect, it } from 'vitest'
import { cutState, joinState } from '../../../../scripts/machines/embedded/core/state-pieces.ts'

/** A state with a description of so many bytes, and words after it that count from `first`. */
function state(description: number, words: number, first = 1): ArrayBuffer {
  const start = Math.ceil((16 + description) / 4)
  const whole = new Int32Array(start + words).map((_, index) => index < start
    ? -index
    : first + index - start)
  whole[3] = description
  return whole.buffer
}

describe('the pieces of a state', () => {
  it.each([
    [0, 1],
    [9, 16 * 1024],
    [8_731, 100_001],
    [8_732, 0],
  ])('make up the state again, with a description of %i bytes and %i words', (description, words) => {
    const whole = state(description, words)
    expect(new Int32Array(joinState(cutState(whole)))).toEqual(new Int32Array(whole))
  })

  it('are shared with another state as far as they are the same, however long its description is', () => {
    const first = cutState(state(9, 50_000))
    const whole = state(7_000, 50_000)
    const changed = new Int32Array(whole)
    changed[changed.length - 1] = -1
    const second = cutState(whole, first)
    expect(second.map((piece, index) => piece === first[index])).toEqual([false, true, true, true, false])
    expect(new Int32Array(joinState(second))).toEqual(changed)
    expect(joinState(first)).toEqual(state(9, 50_000))
  })
})
