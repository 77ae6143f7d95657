import { describe, expect, it } from 'vitest'
import { GatheredPaste } from '../../../scripts/hub/gathered-paste.ts'
import { MAX_PASTE_CHARS } from '../../../scripts/protocol/messages.ts'

function message(data: string, more: boolean, pane = 'host'): Parameters<GatheredPaste['take']>[0] {
  return {
    type: 'paste',
    demo: 'test',
    pane,
    data,
    more,
  }
}

describe('a paste in several messages', () => {
  it('is whole after the last one, and the next one begins anew', () => {
    const gathered = new GatheredPaste()
    expect(gathered.take(message('one ', true))).toBeUndefined()
    expect(gathered.take(message('two', false))).toBe('one two')
    expect(gathered.take(message('three', false))).toBe('three')
  })

  it('ends where another pane is pasted into', () => {
    const gathered = new GatheredPaste()
    gathered.take(message('lost', true))
    expect(gathered.take(message('other', false, 'second'))).toBe('other')
  })

  it('is refused as a whole when it is too long, and not kept meanwhile', () => {
    const gathered = new GatheredPaste()
    const part = 'x'.repeat(4_096)
    for (let sent = 0; sent <= MAX_PASTE_CHARS * 2; sent += part.length)
      expect(gathered.take(message(part, true))).toBeUndefined()
    expect(() => gathered.take(message('x', false))).toThrow('More than 100,000 characters cannot be pasted')
    expect(gathered.take(message('short', false))).toBe('short')
  })
})
