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
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
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
    ['F5', 'browser'],
    ['F11', 'browser'],
    ['F1', 'shell'],
    ['Ctrl+R', 'browser'],
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
})
