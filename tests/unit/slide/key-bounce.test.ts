import { expect, it } from 'vitest'
import { BOUNCE_MS, createBounceFilter } from '../../../components/slide/key-bounce.ts'

/** Which of the presses bounce. */
function bounces(presses: readonly { key: string, timeStamp: number, repeat?: boolean }[]): boolean[] {
  const filter = createBounceFilter()
  return presses.map(press => filter({ repeat: false, ...press }))
}

it('takes two presses within a few milliseconds for one', () => {
  expect(bounces([
    { key: 'PageDown', timeStamp: 1000 },
    { key: 'PageDown', timeStamp: 1008 },
    { key: 'PageDown', timeStamp: 1008 + BOUNCE_MS },
  ])).toEqual([false, true, false])
})

it('takes a held button that is told as many presses for one', () => {
  expect(bounces(Array.from({ length: 30 }, (_, index) => ({ key: 'PageDown', timeStamp: 1000 + 33 * index })))).toEqual([
    false,
    ...Array.from({ length: 29 }).fill(true),
  ])
})

it('takes presses of different keys for what they are, however fast they come', () => {
  expect(bounces([
    { key: 'PageDown', timeStamp: 1000 },
    { key: 'PageUp', timeStamp: 1001 },
    { key: 'PageDown', timeStamp: 1002 },
  ])).toEqual([false, false, false])
})

it('leaves the repetitions of a held key to others', () => {
  expect(bounces([
    { key: 'PageDown', timeStamp: 1000 },
    { key: 'PageDown', timeStamp: 1030, repeat: true },
  ])).toEqual([false, false])
})
