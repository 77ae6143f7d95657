import type { TranscriptLine } from '../../../../scripts/engine/transcript/transcript.ts'
import { describe, expect, it } from 'vitest'
import { shortenOutput } from '../../../../scripts/engine/transcript/shorten-output.ts'
import { transcriptOf } from '../../../fixtures/demo-transcripts.ts'

/** Lines of text; those that were promised end with `!`. */
function shortened(texts: readonly string[], most: number): string[] {
  const lines = texts.map<TranscriptLine>(text => ({
    text,
    runs: [],
    promised: text.endsWith('!'),
  }))
  return shortenOutput(lines, most).map(line => 'leftOut' in line
    ? `(${line.leftOut})`
    : line.text)
}

describe('output that is too long', () => {
  it('keeps what was promised, and says how much is missing', () => {
    expect(shortened(['a', 'b', 'c', 'd!', 'e', 'f'], 3)).toEqual(['(3)', 'd!', '(2)'])
    expect(shortened(['a', 'b', 'c', 'd!', 'e', 'f'], 5)).toEqual(['a', '(2)', 'd!', 'e', 'f'])
  })

  it('keeps its ends and its beginning where nothing was promised', () => {
    expect(shortened(['a', 'b', 'c', 'd', 'e', 'f'], 4)).toEqual(['a', 'b', '(3)', 'f'])
  })

  it('is never longer than it may be, and loses nothing where it fits', async () => {
    const { steps } = await transcriptOf('image-anatomy')
    for (const { lines } of steps) {
      for (const most of [3, 5, 8]) {
        const shown = shortenOutput(lines, most)
        expect(shown.length).toBeLessThanOrEqual(most)
        expect(shown.reduce((sum, line) => sum + ('leftOut' in line
          ? line.leftOut
          : 1), 0)).toBe(lines.length)
      }
      expect(shortenOutput(lines, Number.POSITIVE_INFINITY)).toEqual(lines)
    }
  })

  it('leaves out what came in panes that the step is not about', () => {
    expect(shortenOutput([
      {
        text: 'a',
        runs: [],
        promised: false,
        pane: 'other',
        aside: true,
      },
    ], 9)).toEqual([])
  })
})
