import type { HeadlessTerminal } from '../../../scripts/engine/kept-terminal.ts'
import { describe, expect, it } from 'vitest'
import { createKeptTerminal } from '../../../scripts/engine/kept-terminal.ts'
import { demoPresses } from '../../../scripts/engine/presses.ts'
import { panesByPress } from '../../../scripts/engine/recorded-presses.ts'
import { replayPane } from '../../../scripts/engine/replay-pane.ts'
import { stepText } from '../../../scripts/engine/resolve-demo.ts'
import { checkRecordings, freshRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { demosFolder, recordingsFolder } from '../../../scripts/system/project-paths.ts'

// With two presses, there is a moment when a line stands there and nothing has come of it.
const catalogue = await readDemos(demosFolder, { presses: 2 })
const recordings = freshRecordings(await checkRecordings(recordingsFolder, catalogue))

/** Rows of a screen up to the cursor, each with whether the terminal had to go on with a line of text there. */
function rowsToCursor({ buffer: { active } }: HeadlessTerminal): boolean[] {
  return Array.from({ length: active.baseY + active.cursorY + 1 }, (_, row) => active.getLine(row)!.isWrapped)
}

/** How many rows, from the one of the prompt, the terminal had to go on in. */
function wrapsSince(before: readonly boolean[], now: readonly boolean[]): number {
  return now.slice(before.length).filter(Boolean).length
}

it('a line that is too long for its pane is counted', async () => {
  const { terminal, write } = createKeptTerminal({ columns: 20, rows: 4 })
  const type = (text: string): Promise<boolean[]> => new Promise(resolve => write(text, () => resolve(rowsToCursor(terminal))))
  const prompt = await type('a\r\nb\r\nc\r\ndemo:~# ')
  const broken = await type('mount \\\r\n  -t tmpfs x /srv')
  expect(wrapsSince(prompt, broken)).toBe(0)
  expect(wrapsSince(broken, await type(' && ls /srv'))).toBe(1)
})

describe('the command lines of our demos', () => {
  it('are all looked at', () => {
    expect(recordings.size).toBe(catalogue.size)
  })

  it.each([...recordings])('fit into the panes of %s, or are broken where a person would', async (id, recording) => {
    const demo = catalogue.get(id)!
    const presses = demoPresses(demo)
    const wrapped: string[] = []
    let lines = 0
    for (const pane of panesByPress(recording, demo)) {
      const screens = await replayPane(pane, ({ terminal }) => rowsToCursor(terminal))
      for (const [index, { step: number, part }] of presses.entries()) {
        const step = demo.steps[number - 1]!
        if (part !== 'line' || step.pane !== pane.name)
          continue
        lines++
        if (wrapsSince(screens[index]!, screens[index + 1]!) > 0)
          wrapped.push(`step ${number}: ${stepText(step)}`)
      }
    }
    expect(wrapped).toEqual([])
    expect(lines).toBe(demo.steps.filter(step => 'type' in step).length)
  })
})
