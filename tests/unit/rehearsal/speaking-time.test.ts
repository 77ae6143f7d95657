import type { DeckSlide } from '../../../scripts/rehearsal/read-deck.ts'
import { describe, expect, it } from 'vitest'
import { typingDelays } from '../../../scripts/engine/pace.ts'
import { chapterTimes, demoSeconds, notedSeconds, speakingSeconds } from '../../../scripts/rehearsal/speaking-time.ts'
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

  it('is for a slide what its note says, or else the note spoken', () => {
    expect(notedSeconds(slide(`${words(130)}\n\nTime: 3:30\nSources: thesis`))).toBe(210)
    expect(notedSeconds(slide(`${words(130)}\n\nSources: thesis, man-clone`))).toBe(60)
    expect(() => notedSeconds(slide('Time: soon'))).toThrow('slide 7, its note\'s line "Time:": "soon" is not a time.')
  })

  it('is for a demo its cues spoken, its lines typed, and the machine\'s own time', () => {
    expect(demoSeconds({ definition: demo, stepSeconds: [] })).toBeCloseTo(30 + typed)
    expect(demoSeconds({
      definition: demo,
      stepSeconds: [1, 2, 3],
    })).toBeCloseTo(36 + typed)
  })

  it('is for a chapter that of its slides, where a long demo counts more than its note', () => {
    const demos = new Map([
      [
        'test-demo',
        {
          definition: demo,
          stepSeconds: [10, 10, 10],
        },
      ],
    ])
    const [first, second] = chapterTimes([
      {
        title: 'Short',
        budget: 60,
        slides: [
          slide('Time: 1:00'),
          slide('Time: 2:00', ['test-demo']),
        ],
      },
      {
        title: 'Long',
        slides: [
          slide('Time: 0:30', ['test-demo']),
        ],
      },
    ], demos)
    expect(first).toEqual({
      title: 'Short',
      budget: 60,
      slides: 2,
      seconds: 180,
      longDemos: [],
    })
    expect(second).toMatchObject({ title: 'Long', slides: 1 })
    expect(second!.seconds).toBeCloseTo(60 + typed)
    expect(second!.longDemos).toEqual([
      {
        demo: 'test-demo',
        slide: 7,
        seconds: second!.seconds,
        noted: 30,
      },
    ])
  })
})
