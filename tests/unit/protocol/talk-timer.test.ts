import { describe, expect, it } from 'vitest'
import { chapterTime, enterChapter, pauseTimer, startTimer, STOPPED_TIMER, talkTime } from '../../../scripts/protocol/talk-timer.ts'

const MINUTE = 60_000
/** When the talk begins. */
const NOON = 1_800_000_000_000

const begun = enterChapter(startTimer(STOPPED_TIMER, NOON), 0, NOON)

describe('the clock of a talk', () => {
  it('stands before it has been started, whichever chapter is shown', () => {
    expect(enterChapter(STOPPED_TIMER, 3, NOON)).toBe(STOPPED_TIMER)
    expect(talkTime(STOPPED_TIMER, NOON)).toBe(0)
    expect(chapterTime(STOPPED_TIMER, 0, NOON)).toBe(0)
  })

  it('counts for the talk and for the chapter that it is in, also when it goes back', () => {
    const second = enterChapter(begun, 1, NOON + 2 * MINUTE)
    const back = enterChapter(second, 0, NOON + 5 * MINUTE)
    const now = NOON + 6 * MINUTE
    expect(talkTime(back, now)).toBe(6 * MINUTE)
    expect(chapterTime(back, 0, now)).toBe(3 * MINUTE)
    expect(chapterTime(back, 1, now)).toBe(3 * MINUTE)
    expect(chapterTime(back, 2, now)).toBe(0)
  })

  it('leaves out its pauses, also those in which the chapter changes', () => {
    const paused = enterChapter(pauseTimer(begun, NOON + MINUTE), 2, NOON + 3 * MINUTE)
    expect(talkTime(paused, NOON + 9 * MINUTE)).toBe(MINUTE)
    const goesOn = startTimer(paused, NOON + 11 * MINUTE)
    const now = NOON + 15 * MINUTE
    expect(talkTime(goesOn, now)).toBe(5 * MINUTE)
    expect(chapterTime(goesOn, 0, now)).toBe(MINUTE)
    expect(chapterTime(goesOn, 2, now)).toBe(4 * MINUTE)
  })

  it('is the same for windows that say the same again, and over JSON', () => {
    const second = enterChapter(begun, 4, NOON + MINUTE)
    expect(enterChapter(second, 4, NOON + 2 * MINUTE)).toBe(second)
    const shared = JSON.parse(JSON.stringify(second)) as typeof second
    expect(chapterTime(enterChapter(shared, 0, NOON + 3 * MINUTE), 4, NOON + 9 * MINUTE)).toBe(2 * MINUTE)
  })

  it('counts from its start for the first chapter where Slidev\'s own button started it', () => {
    const started = startTimer({ ...STOPPED_TIMER }, NOON)
    expect(chapterTime(enterChapter(started, 0, NOON + 2_000), 0, NOON + 5_000)).toBe(5_000)
  })
})
