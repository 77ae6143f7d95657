import type { TalkPlan } from '../../../scripts/protocol/talk-plan.ts'
import { describe, expect, it } from 'vitest'
import { behindWords, chapterOfSlide, secondsBehind, talkBudget } from '../../../components/clock/schedule.ts'

/** Slide 1 is a chapter of its own; of the 600 seconds of the second one, slide 3 takes two thirds by its note. */
const plan: TalkPlan = {
  duration: 900,
  chapters: [
    {
      title: 'Opening',
      budget: 60,
      slides: [
        { number: 1, seconds: 30 },
      ],
    },
    {
      title: 'Kernel',
      budget: 600,
      slides: [
        { number: 2, seconds: 100 },
        { number: 3, seconds: 200 },
      ],
    },
    {
      title: 'Questions',
      slides: [
        { number: 4, seconds: 40 },
      ],
    },
  ],
  demos: [],
}
const withoutBudgets: TalkPlan = {
  chapters: plan.chapters.map(({ title, slides }) => ({ title, slides })),
  demos: [],
}

describe('the plan of a talk', () => {
  it('knows the chapter of a slide, and what the talk may take', () => {
    expect([1, 3, 4, 5].map(slide => chapterOfSlide(plan, slide))).toEqual([0, 1, 2, undefined])
    expect(talkBudget(plan)).toBe(900)
    const { duration: _, ...rest } = plan
    expect(talkBudget(rest)).toBe(660)
    expect(talkBudget(withoutBudgets)).toBeUndefined()
  })

  it.each([
    // Slide 2 is planned from 1:00 to 4:20.
    [2, 60, 0],
    [2, 260, 0],
    [2, 300, 40],
    [2, 30, -30],
    // Slide 3 until 11:00, slide 4 as long as its note says.
    [3, 259, -1],
    [3, 780, 120],
    [4, 700, 0],
    [4, 710, 10],
  ])('says of slide %i at %i s that the talk is %i s behind', (slide, seconds, behind) => {
    expect(secondsBehind(plan, slide, seconds)).toBeCloseTo(behind)
  })

  it('shares a chapter whose notes say nothing alike among its slides', () => {
    const silent: TalkPlan = {
      chapters: [
        {
          title: 'All',
          budget: 100,
          slides: [1, 2].map(number => ({ number, seconds: 0 })),
        },
      ],
      demos: [],
    }
    expect(secondsBehind(silent, 1, 60)).toBe(10)
    expect(secondsBehind(silent, 2, 40)).toBe(-10)
  })

  it('is silent where the deck has no budgets, and of a slide that it does not know', () => {
    expect(secondsBehind(withoutBudgets, 2, 300)).toBeUndefined()
    expect(secondsBehind(plan, 9, 300)).toBeUndefined()
  })
})

describe('ahead and behind', () => {
  it.each([
    [0, 'on time'],
    [29, 'on time'],
    [-29, 'on time'],
    [30, '1 min behind'],
    [120, '2 min behind'],
    [-95, '2 min ahead'],
  ])('%i s are "%s"', (seconds, words) => {
    expect(behindWords(seconds)).toBe(words)
  })
})
