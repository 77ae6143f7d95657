import type { FileReport, Replacement } from '../../../components/terminal/editor/file-sync.ts'
import type { TextPatch } from '../../../scripts/engine/editor/text-patch.ts'
import type { FileCause } from '../../../scripts/protocol/messages.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { FileSync } from '../../../components/terminal/editor/file-sync.ts'
import { firstLineShown } from '../../../scripts/engine/editor/first-line-shown.ts'
import { textPatch } from '../../../scripts/engine/editor/text-patch.ts'

type Edit = TextPatch & { version: number }
let sent: (Edit | 'save')[]
let shown: string[]
let replacements: Replacement[]
let settled: number
let sync: FileSync

function report(text: string, version: number, cause: FileCause = 'machine'): FileReport {
  return {
    type: 'file',
    demo: 'test-demo',
    pane: 'code',
    text,
    version,
    oldest: 0,
    cause,
    changed: [],
    unsaved: false,
  }
}

beforeEach(() => {
  sent = []
  shown = []
  replacements = []
  settled = 0
  sync = new FileSync({
    edit: edit => sent.push(edit),
    save: () => sent.push('save'),
    sink: {
      file({ text }, replacement) {
        replacements.push(replacement)
        if (replacement !== 'none')
          shown.push(text)
      },
      scroll: () => {},
    },
    onSettled: () => settled++,
  })
  sync.take(report('one two', 7))
})

describe('an editor in a window', () => {
  it('shows what the server says', () => {
    sync.take(report('one two three', 8))
    expect(shown).toEqual(['one two', 'one two three'])
    expect(sent).toEqual([])
  })

  it('sends an edit, and what is typed meanwhile once it has been answered', () => {
    sync.edited('one 2 two')
    sync.edited('one 2 3 two')
    sync.edited('one 2 3 4 two')
    expect(sent).toEqual([
      {
        version: 7,
        from: 4,
        to: 4,
        insert: '2 ',
      },
    ])
    expect(sync.isSettled).toBe(false)
    sync.take(report('one 2 two', 8, 'own'))
    expect(sent.slice(1)).toEqual([
      {
        version: 8,
        from: 6,
        to: 6,
        insert: '3 4 ',
      },
    ])
    sync.take(report('one 2 3 4 two', 9, 'own'))
    expect(sent).toHaveLength(2)
    expect(sync.isSettled).toBe(true)
    expect(shown).toEqual(['one two'])
  })

  it('gives its edit up for one of the same words that the server has taken before', () => {
    sync.edited('one 2')
    sync.take(report('one three', 8, 'other'))
    expect(shown.at(-1)).toBe('one three')
    // Before it is told that its own edit was refused.
    sync.edited('one three!')
    expect(sent).toHaveLength(1)
    sync.take(report('one three', 8, 'refused'))
    expect(shown).toEqual(['one two', 'one three'])
    expect(sent.at(-1)).toEqual({
      version: 8,
      from: 9,
      to: 9,
      insert: '!',
    })
  })

  it('keeps what is typed while it is told that what was before is saved', () => {
    sync.save()
    sync.edited('one two!')
    sync.take(report('one two', 7))
    sync.edited('one two!?')
    sync.take(report('one two!', 8, 'own'))
    expect(shown).toEqual(['one two'])
    expect(sent.at(-1)).toEqual({
      version: 8,
      from: 8,
      to: 8,
      insert: '?',
    })
  })

  it('takes back what the server does not take', () => {
    sync.edited('one two!')
    sync.take(report('one two', 7, 'refused'))
    expect(shown.at(-1)).toBe('one two')
    expect(sync.isSettled).toBe(true)
  })

  it('leaves nothing to undo of a text that is another one, or by which an edit was lost', () => {
    sync.take(report('one three', 8, 'other'))
    expect(replacements.at(-1)).toBe('change')
    sync.take(report('one', 9))
    expect(replacements.at(-1)).toBe('whole')
    sync.edited('on')
    sync.take(report('two', 10, 'other'))
    expect(replacements.at(-1)).toBe('whole')
  })

  it('saves after what was edited before', () => {
    sync.edited('one two!')
    sync.save()
    expect(sent).toHaveLength(1)
    sync.take(report('one two!', 8, 'own'))
    expect(sent.at(-1)).toBe('save')
    sync.save()
    expect(sent.filter(each => each === 'save')).toHaveLength(2)
  })

  it('sends a long text in parts, one after the other', () => {
    const text = `${'é'.repeat(4095)}😀${'x'.repeat(5000)}`
    sync.edited(text)
    let server = 'one two'
    for (let version = 7; sent.length > version - 7; version++) {
      const { from, to, insert } = sent.at(-1) as Edit
      expect(insert.length).toBeLessThanOrEqual(4096)
      server = server.slice(0, from) + insert + server.slice(to)
      sync.take(report(server, version + 1, 'own'))
    }
    expect(server).toBe(text)
    expect(sent.length).toBeGreaterThan(2)
    expect(sync.isSettled).toBe(true)
  })

  it('begins anew on a new connection, with the server\'s text', () => {
    sync.edited('one two!')
    sync.forget()
    sync.edited('one two!!')
    expect(sent).toHaveLength(1)
    sync.take(report('one two', 3))
    expect(shown.at(-1)).toBe('one two')
    expect(sync.isSettled).toBe(true)
    expect(settled).toBeGreaterThan(0)
  })
})

describe('the difference of two texts', () => {
  it.each([
    [
      'abc',
      'abXc',
      { from: 2, to: 2, insert: 'X' },
    ],
    [
      'aaa',
      'aa',
      { from: 2, to: 3, insert: '' },
    ],
    [
      '',
      'new',
      { from: 0, to: 0, insert: 'new' },
    ],
    [
      'a😀b',
      'a😁b',
      { from: 1, to: 3, insert: '😁' },
    ],
  ])('between %j and %j is one replacement', (before, after, patch) => {
    expect(textPatch(before, after)).toEqual(patch)
  })

  it('is none between texts that are alike', () => {
    expect(textPatch('a', 'a')).toBeUndefined()
  })
})

describe('what is shown of a file', () => {
  it.each([
    [
      'its beginning, where nothing has changed',
      [],
      66,
      11,
      1,
    ],
    [
      'the largest part that has changed, in the middle',
      [1, 9, 23, 24, 25, 26],
      40,
      10,
      20,
    ],
    [
      'the last of two parts that are alike',
      [5, 6, 30, 31],
      40,
      10,
      26,
    ],
    [
      'the beginning of a part that has no room',
      [5, 6, 7, 8, 9, 10],
      40,
      4,
      5,
    ],
    [
      'no more than there is',
      [39, 40],
      40,
      10,
      31,
    ],
    [
      'all, where it has room',
      [3],
      8,
      10,
      1,
    ],
  ])('is %s', (_, changed, lines, rows, first) => {
    expect(firstLineShown(changed, lines, rows)).toBe(first)
  })
})
