import { expect, it } from 'vitest'
import { unfinishedEscape } from '../../../scripts/engine/unfinished-escape.ts'

it.each([
  ['a\x1B', '\x1B'],
  ['a\x1B[1;3', '\x1B[1;3'],
  ['a\x1B[1;31m', ''],
  ['a\x1B]133;A', '\x1B]133;A'],
  ['a\x1B]133;A\x1B', '\x1B]133;A\x1B'],
  ['a\x1B]133;A\x07', ''],

])('of %j only the beginning of a sequence is unfinished', (output, unfinished) => {
  expect(unfinishedEscape(output)).toBe(unfinished)
})

it('is nothing of a long text, nor of a string without end', () => {
  expect(unfinishedEscape('x'.repeat(1_000_000))).toBe('')
  expect(unfinishedEscape(`\x1B]0;${'x'.repeat(1_000_000)}`)).toBe('')
})
