import { describe, expect, it } from 'vitest'
import { latinLetter } from '../../../components/slide/layout-free-keys.ts'

const plain = {
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  keyCode: 0,
}

describe('the letter of a key', () => {
  it.each([
    ['к', 'KeyR', 'r', 'Russian'],
    [
      'К',
      'KeyR',
      'r',
      'Russian, with Shift',
    ],
    ['ρ', 'KeyR', 'r', 'Greek'],
    ['ر', 'KeyV', 'v', 'Arabic'],
    ['ㄱ', 'KeyR', 'r', 'Korean'],
  ])('is the Latin one of its place: %s at %s is %s (%s)', (key, code, letter) => {
    expect(latinLetter({ ...plain, key, code })).toBe(letter)
  })

  it.each([
    ['r', 'KeyR', 'Latin'],
    ['p', 'KeyR', 'Dvorak, where R stands elsewhere'],
    ['ø', 'KeyR', 'Latin, with a stroke'],
    ['к', 'BracketLeft', 'no letter\'s place'],
    ['PageDown', 'PageDown', 'no letter'],
    [' ', 'Space', 'a blank'],
  ])('is left alone: %s at %s (%s)', (key, code) => {
    expect(latinLetter({ ...plain, key, code })).toBeUndefined()
  })

  it('is left alone with a modifier, and in an input method', () => {
    for (const how of [
      { altKey: true },
      { ctrlKey: true },
      { metaKey: true },
      { keyCode: 229 },
    ]) {
      expect(latinLetter({
        ...plain,
        key: 'к',
        code: 'KeyR',
        ...how,
      })).toBeUndefined()
    }
  })
})
