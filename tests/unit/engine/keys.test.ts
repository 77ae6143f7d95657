import { describe, expect, it } from 'vitest'
import { keyNames, keySequence } from '../../../scripts/engine/keys.ts'

describe('a key', () => {
  it.each([
    ['q', 'q'],
    ['é', 'é'],
    ['🐳', '🐳'],
    [' ', ' '],
    ['Enter', '\r'],
    ['Escape', '\x1B'],
    ['Up', '\x1B[A'],
    ['Ctrl-C', '\x03'],
    ['Ctrl-c', '\x03'],
    ['ctrl-d', '\x04'],
    ['Ctrl-Z', '\x1A'],
    ['Ctrl-[', '\x1B'],
    ['Ctrl-\\', '\x1C'],
    ['Ctrl-_', '\x1F'],
  ])('%s sends what a terminal sends', (key, sequence) => {
    expect(keySequence(key)).toBe(sequence)
  })

  it.each([
    '',
    'qq',
    'enter',
    'Ctrl-',
    'Ctrl-1',
    'Ctrl-CC',
    'C-c',
    'Alt-x',
    'constructor',
    '__proto__',
    'toString',
  ])('"%s" is not known', (key) => {
    expect(keySequence(key)).toBeUndefined()
  })

  it('that is named in messages is known', () => {
    expect(keyNames.length).toBeGreaterThan(10)
    for (const name of keyNames)
      expect(keySequence(name)).toBeTypeOf('string')
  })
})
