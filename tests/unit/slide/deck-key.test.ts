import type { DeckKey, DeckKeyAction } from '../../../components/slide/deck-key.ts'
import { describe, expect, it } from 'vitest'
import { deckKeyAction, isPageKey, isPlainKey } from '../../../components/slide/deck-key.ts'

function pressed(key: string, code = key, modifiers: Partial<DeckKey> = {}): DeckKey {
  return {
    key,
    code,
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    keyCode: 0,
    ...modifiers,
  }
}

describe('a key, to the deck,', () => {
  it.each<[string, string, DeckKeyAction]>([
    ['PageDown', 'PageDown', 'turn'],
    ['PageUp', 'PageUp', 'turn'],
    ['ArrowRight', 'ArrowRight', 'turn'],
    ['ArrowLeft', 'ArrowLeft', 'turn'],
    ['ArrowDown', 'ArrowDown', 'turn'],
    ['ArrowUp', 'ArrowUp', 'turn'],
    [' ', 'Space', 'turn'],
    ['.', 'Period', 'blank'],
    ['.', 'NumpadDecimal', 'blank'],
    ['b', 'KeyB', 'blank'],
    ['B', 'KeyB', 'blank'],
    ['F5', 'F5', 'start'],
    ['Escape', 'Escape', 'end'],
  ])('%s (%s) is to %s', (key, code, action) => {
    expect(deckKeyAction(pressed(key, code))).toBe(action)
  })

  it('starts the show from here with Shift', () => {
    expect(deckKeyAction(pressed('F5', 'F5', { shiftKey: true }))).toBe('start')
  })

  it.each([
    [':', 'French'],
    ['ю', 'Russian'],
    ['.', 'German'],
  ])('is the blank key where a clicker presses the full stop and %s stands there (%s)', (key) => {
    expect(deckKeyAction(pressed(key, 'Period'))).toBe('blank')
  })

  it('is not the blank key where a Latin letter stands in the full stop\'s place, or with Shift', () => {
    expect(deckKeyAction(pressed('v', 'Period'))).toBeUndefined()
    expect(deckKeyAction(pressed('>', 'Period', { shiftKey: true }))).toBeUndefined()
  })

  it.each<[string, Partial<DeckKey>]>([
    [
      'with Alt',
      { altKey: true },
    ],
    [
      'with Ctrl',
      { ctrlKey: true },
    ],
    [
      'with Cmd',
      { metaKey: true },
    ],
    [
      'that an input method has taken',
      { keyCode: 229 },
    ],
  ])('is nothing %s', (_, how) => {
    for (const key of ['PageDown', '.', 'b', 'F5', 'Escape']) {
      expect(deckKeyAction(pressed(key, key, how))).toBeUndefined()
      expect(isPlainKey(pressed(key, key, how))).toBe(false)
    }
  })

  it('turns pages in the middle of a composition, where the input method leaves it alone', () => {
    expect(isPageKey(Object.assign(pressed('PageDown'), { isComposing: true }))).toBe(true)
  })

  it.each([
    'Shift',
    'Control',
    'Alt',
    'Meta',
    'Tab',
    'F1',
    'F11',
    'F12',
  ])('is no press: %s', (key) => {
    expect(isPlainKey(pressed(key))).toBe(false)
  })

  it.each([
    'PageDown',
    'ArrowUp',
    'x',
    '7',
    'Enter',
    'Escape',
    'F5',
  ])('is a press: %s', (key) => {
    expect(isPlainKey(pressed(key))).toBe(true)
  })

  it('turns pages wherever the focus is, as PageDown and PageUp without modifiers', () => {
    expect(isPageKey(pressed('PageDown'))).toBe(true)
    expect(isPageKey(pressed('PageUp'))).toBe(true)
    expect(isPageKey(pressed('PageUp', 'PageUp', { shiftKey: true }))).toBe(false)
    expect(isPageKey(pressed('PageUp', 'PageUp', { ctrlKey: true }))).toBe(false)
    expect(isPageKey(pressed('ArrowDown'))).toBe(false)
  })
})
