import type { DeckSlide } from '../../../scripts/deck/read-deck.ts'
import { describe, expect, it } from 'vitest'
import { chapterTimes, slideSeconds, speakingSeconds } from '../../../scripts/deck/speaking-time.ts'
import { typingDelays } from '../../../scripts/engine/pace.ts'
import { testDemo } from '../../fixtures/demo.ts'

const words = (count: number): string => Array.from({ length: count }).fill('word').join(' ')
const slide = (note: string, demos: string[] = []): DeckSlide => ({ number: 7, title: '', note, demos })

/** One step of each kind; the typed one has a cue of half a minute. */
const demo = testDemo({
  steps: [
    {
      pane: 'host',
      type: 'ls -l',
      cue: words(65),
    },
    {
      pane: 'host',
      keys: ['Ctrl-C'],
    },
    { pane: 'host', speaker: 'date' },
  ],
})
const typed = ['ls -l', 'date'].map(text => typingDelays(text, 'human')).reduce((sum, { characters, enter }) => sum + characters.reduce((all, delay) => all + delay, enter), 0) / 1000

describe('time at speaking pace', () => {
  it('is a minute for 130 words; signs between them are none', () => {
    expect(speakingSeconds(words(130))).toBe(60)
    expect(speakingSeconds('one – two … 3')).toBeCloseTo(3 * 60 / 130)
    expect(speakingSeconds('')).toBe(0)
  })

  it('is for a slide its note, spoken, without clicks and sources', () => {
    expect(slideSeconds(slide(`${words(65)} [click] ${words(65)} [click:2]\n\nSources: thesis, man-clone`), new Map())).toBe(60)
  })

  it('is for a demo its cues or the note, whichever is longer, its lines typed, and the machine\'s own time', () => {
    const paces = (stepSeconds: number[]): Parameters<typeof slideSeconds>[1] => new Map([
      [
        'test-demo',
        { definition: demo, stepSeconds },
      ],
    ])
    expect(slideSeconds(slide(words(13), ['test-demo']), paces([]))).toBeCloseTo(30 + typed)
    expect(slideSeconds(slide(words(130), ['test-demo']), paces([]))).toBeCloseTo(60 + typed)
    expect(slideSeconds(slide(words(13), ['test-demo']), paces([1, 2, 3]))).toBeCloseTo(36 + typed)
  })

  it('is for a chapter that of its slides', () => {
    expect(chapterTimes([
      {
        title: 'Short',
        budget: 60,
        slides: [
          slide(words(130)),
          slide(words(65)),
        ],
      },
      { title: 'Long', slides: [] },
    ], new Map())).toEqual([
      {
        title: 'Short',
        budget: 60,
        slides: 2,
        seconds: 90,
      },
      {
        title: 'Long',
        slides: 0,
        seconds: 0,
      },
    ])
  })
})
