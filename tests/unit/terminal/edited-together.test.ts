import type { FileReport } from '../../../components/terminal/editor/file-sync.ts'
import type { FileEdit } from '../../../scripts/engine/editor/edited-file.ts'
import type { FileCause } from '../../../scripts/protocol/messages.ts'
import { describe, expect, it } from 'vitest'
import { FileSync } from '../../../components/terminal/editor/file-sync.ts'
import { EditedFile } from '../../../scripts/engine/editor/edited-file.ts'

const TEXT = 'first line\nsecond line\n'

/** A window with an editor. What it and the server say to each other arrives when the test says so. */
class SlowWindow {
  text = ''
  readonly #file: EditedFile
  readonly #sync: FileSync
  readonly #edits: FileEdit[] = []
  readonly #reports: FileReport[] = []

  constructor(file: EditedFile) {
    this.#file = file
    this.#sync = new FileSync({
      edit: edit => this.#edits.push(edit),
      save: () => {},
      onSettled: () => {},
      sink: {
        file: (_, __, text) => this.text = text,
        scroll: () => {},
      },
    })
    this.#report('machine')
    this.hear()
    file.onChange(by => this.#report(by === undefined
      ? 'machine'
      : by === this
        ? 'own'
        : 'other'))
  }

  /** Types a character behind the first place where these words are. */
  typeAfter(words: string, character: string): void {
    this.text = this.text.replace(words, words + character)
    this.#sync.edited(this.text)
  }

  /** An edit of this window arrives at the server. False where none is on its way. */
  say(): boolean {
    const edit = this.#edits.shift()
    if (!edit)
      return false
    try {
      this.#file.edit(edit, this)
    }
    catch {
      this.#report('refused')
    }
    return true
  }

  /** A report of the server arrives here. False where none is on its way. */
  hear(): boolean {
    const report = this.#reports.shift()
    if (report)
      this.#sync.take(report)
    return report !== undefined
  }

  #report(cause: FileCause): void {
    this.#reports.push({
      type: 'file',
      demo: 'test-demo',
      pane: 'code',
      cause,
      ...this.#file.state,
    })
  }
}

function openWindows(count: number): { file: EditedFile, windows: SlowWindow[] } {
  const file = new EditedFile({
    name: 'code',
    title: 'code',
    path: '/root/box.sh',
    columns: 80,
    rows: 10,
    after: 0,
  })
  file.show(TEXT)
  return {
    file,
    windows: Array.from({ length: count }, () => new SlowWindow(file)),
  }
}

/** Everything that is on its way arrives. */
function arrive(windows: readonly SlowWindow[]): void {
  while (windows.map(window => window.say() || window.hear()).includes(true));
}

/** Numbers from 0 to below `below` that look random, and are the same every time (Park and Miller's generator). */
function createDice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = state * 48_271 % 2_147_483_647
    return state % below
  }
}

describe('a file that is edited in several windows at once', () => {
  it.each([
    [
      'in different lines',
      ['first line', 'second line'],
    ],
    [
      'in one line',
      ['first', 'line'],
    ],
    [
      'in three places',
      ['first', 'second', 'line\n'],
    ],
  ])('loses nothing that is typed %s, however late what they say arrives', (_, places) => {
    for (let seed = 1; seed <= 30; seed++) {
      const roll = createDice(seed)
      const { file, windows } = openWindows(places.length)
      const typed = places.map(() => '')
      for (let moment = 0; moment < 200; moment++) {
        const who = roll(places.length)
        const window = windows[who]!
        const act = roll(4)
        if (act === 0) {
          const character = String.fromCharCode('A'.charCodeAt(0) + typed[who]!.length % 26)
          window.typeAfter(places[who]! + typed[who]!, character)
          typed[who] += character
        }
        else if (act === 1) {
          window.say()
        }
        else {
          window.hear()
        }
      }
      arrive(windows)
      const expected = places.reduce((text, place, who) => text.replace(place, place + typed[who]), TEXT)
      expect(file.text).toBe(expected)
      for (const window of windows)
        expect(window.text).toBe(expected)
    }
  })

  it('has nothing of what was typed before another text stood there', () => {
    const { file, windows } = openWindows(2)
    const [first, second] = windows as [SlowWindow, SlowWindow]
    first.typeAfter('first', '1')
    second.typeAfter('second', '2')
    second.say()
    second.typeAfter('second2', '3')
    file.show(`another ${TEXT}`)
    arrive(windows)
    expect(file.text).toBe(`another ${TEXT}`)
    for (const window of windows)
      expect(window.text).toBe(file.text)
  })
})
