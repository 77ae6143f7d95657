import type { TerminalKey, TerminalKeyAction } from '../../../components/terminal/terminal-key.ts'
import { describe, expect, it } from 'vitest'
import { terminalKeyAction } from '../../../components/terminal/terminal-key.ts'

/** `Ctrl+Shift+C` and the like as the event that browsers make of it. */
function pressed(keys: string): TerminalKey {
  const parts = keys.split('+')
  const key = parts.pop()!
  const shiftKey = parts.includes('Shift')
  return {
    key: key.length === 1 && !shiftKey
      ? key.toLowerCase()
      : key,
    ctrlKey: parts.includes('Ctrl'),
    shiftKey,
    code: /^[A-Z]$/.test(key)
      ? `Key${key}`
      : key,
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
    keyCode: 0,
  }
}

describe('a key pressed in a pane', () => {
  it.each<[string, TerminalKeyAction]>([
    ['PageDown', 'next'],
    ['PageUp', 'previous'],
    ['Shift+PageUp', 'shell'],
    ['Ctrl+PageDown', 'browser'],
    ['Shift+Escape', 'leave'],
    ['Escape', 'shell'],
    ['F5', 'shell'],
    ['Shift+F5', 'shell'],
    ['F12', 'browser'],
    ['.', 'shell'],
    ['B', 'shell'],
    ['F11', 'shell'],
    ['F1', 'shell'],
    ['Ctrl+R', 'shell'],
    ['Ctrl+W', 'shell'],
    ['Ctrl+T', 'shell'],
    ['Ctrl+N', 'shell'],
    ['Ctrl+Shift+R', 'browser'],
    ['Ctrl+C', 'shell'],
    ['Ctrl+Shift+C', 'copy'],
    ['Ctrl+V', 'shell'],
    ['Ctrl+Shift+V', 'paste'],
    ['Ctrl+D', 'shell'],
    ['Alt+B', 'shell'],
    ['G', 'shell'],
    ['ArrowDown', 'shell'],
    ['Enter', 'shell'],
  ])('%s is for: %s', (keys, action) => {
    expect(terminalKeyAction(pressed(keys))).toBe(action)
  })

  it('is the shell\'s where it types a character by AltGr, as Windows tells it', () => {
    for (const key of ['@', '{', 'c', 'v', 'r']) {
      expect(terminalKeyAction({
        ...pressed('Ctrl+Alt+X'),
        key,
      })).toBe('shell')
    }
  })

  it('is the input method\'s where one has taken it', () => {
    for (const keys of ['PageDown', 'Shift+Escape', 'Ctrl+Shift+C']) {
      expect(terminalKeyAction({
        ...pressed(keys),
        keyCode: 229,
      })).toBe('shell')
    }
  })

  it('turns pages in the middle of a composition, where the input method leaves it alone', () => {
    expect(terminalKeyAction(Object.assign(pressed('PageDown'), { isComposing: true }))).toBe('next')
  })

  it('copies and pastes by its place where the layout has no Latin letters', () => {
    expect(terminalKeyAction({
      ...pressed('Ctrl+Shift+C'),
      key: 'С',
    })).toBe('copy')
    expect(terminalKeyAction({
      ...pressed('Ctrl+Shift+V'),
      key: 'М',
    })).toBe('paste')
    expect(terminalKeyAction({
      ...pressed('Ctrl+Shift+V'),
      key: 'K',
    })).toBe('shell')
  })
})
