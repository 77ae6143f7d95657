import { expect, it } from 'vitest'
import { explainStartFailure } from '../../../../scripts/machines/embedded/core/start-failure.ts'
import { MachineError } from '../../../../scripts/machines/machine.ts'

it.each([
  [
    'V8',
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
  ],
  [
    'WebKit',
    new RangeError('Out of memory'),
  ],
  ['Firefox, as a text', 'out of memory'],
  [
    'Firefox, as an error of its own kind',
    Object.assign(new Error('allocation size overflow'), { name: 'InternalError' }),
  ],
])('memory that a device does not have is said in words that help, in %s', (_, thrown) => {
  const explained = explainStartFailure(thrown)
  expect(explained).toBeInstanceOf(MachineError)
  expect((explained as MachineError).message).toMatch(/^This device did not have the .* of memory .*Close other programs and tabs/)
})

it('leaves everything else as it is', () => {
  const mismatch = new MachineError('image-mismatch', 'The image has 3 bytes: out of memory is not meant.')
  expect(explainStartFailure(mismatch)).toBe(mismatch)
  const other = new TypeError('undefined is not a function')
  expect(explainStartFailure(other)).toBe(other)
})
