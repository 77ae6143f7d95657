import { beforeEach, describe, expect, it } from 'vitest'
import { PracticeClock } from '../../../scripts/rehearsal/practice-clock.ts'

function slide(number: number): { number: number, title: string, note: string, demos: string[] } {
  return {
    number,
    title: '',
    note: '',
    demos: [],
  }
}
const chapters = [
  {
    title: 'Opening',
    budget: 90,
    slides: [
      slide(1),
      slide(2),
    ],
  },
  {
    title: 'Kernel',
    slides: [
      slide(3),
    ],
  },
]

describe('a practice clock', () => {
  let time: number
  let clock: PracticeClock
  beforeEach(() => {
    time = 5_000
    clock = new PracticeClock({
      chapters,
      now: () => time,
    })
  })

  /** Seconds per chapter, `seconds` later. */
  function after(seconds: number): number[] {
    time += seconds * 1000
    return clock.state.chapters.map(({ seconds }) => seconds)
  }

  it('stands until a window shows a slide', () => {
    expect(after(10)).toEqual([0, 0])
    expect(clock.state).toEqual({
      running: false,
      chapter: 0,
      chapters: [
        { title: 'Opening', budget: 90, seconds: 0 },
        { title: 'Kernel', seconds: 0 },
      ],
    })
  })

  it('counts for the chapter of the slide that is shown, also when the talk goes back', () => {
    clock.take({ slide: 1 })
    expect(after(10)).toEqual([10, 0])
    clock.take({ slide: 2 })
    expect(after(10)).toEqual([20, 0])
    clock.take({ slide: 3 })
    expect(after(5)).toEqual([20, 5])
    expect(clock.state).toMatchObject({ running: true, chapter: 1 })
    clock.take({ slide: 1 })
    expect(after(1)).toEqual([21, 5])
  })

  it('counts the time between two slides once where nobody asks in between', () => {
    clock.take({ slide: 1 })
    time += 7_000
    clock.take({ slide: 3 })
    time += 2_000
    clock.take({ slide: 3 })
    expect(after(1)).toEqual([7, 3])
  })

  it('stands while it is paused, also over slides, and goes on', () => {
    clock.take({ slide: 1 })
    after(10)
    clock.take({ slide: 1, action: 'pause' })
    expect(after(10)).toEqual([10, 0])
    clock.take({ slide: 3 })
    expect(after(10)).toEqual([10, 0])
    expect(clock.state).toMatchObject({ running: false, chapter: 1 })
    clock.take({ slide: 3, action: 'go on' })
    expect(after(2)).toEqual([10, 2])
  })

  it('starts over', () => {
    clock.take({ slide: 3 })
    after(10)
    clock.take({ slide: 1, action: 'restart' })
    expect(after(3)).toEqual([3, 0])
  })

  it('refuses a slide that the deck does not have', () => {
    clock.take({ slide: 1 })
    expect(() => clock.take({ slide: 4 })).toThrow('the deck has no slide 4')
    expect(after(2)).toEqual([2, 0])
  })
})
