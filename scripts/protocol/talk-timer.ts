/**
 * The clock of a talk: Slidev's own timer, which all windows of a talk share and which its buttons start, pause and reset, and beside it how long
 * the talk has been in each chapter. Every function gives a new timer; times are milliseconds, `now` is the wall clock's.
 */
export interface TalkTimer {
  status: 'stopped' | 'running' | 'paused'
  startedAt: number
  pausedAt: number
  /** Slidev's, and not used by it. */
  slides: Record<number, object>
  /** Where the time went. Slidev forgets it when it resets the timer. @default the talk is in no chapter yet */
  stay?: ChapterStay
}

export interface ChapterStay {
  /** Index of the chapter that the talk is in. */
  chapter: number
  /** When it was entered, by the talk's clock. */
  since: number
  /** By index: how long the talk was in each chapter before, with 0 or nothing where it was not. */
  spent: (number | null)[]
}

export const STOPPED_TIMER: Readonly<TalkTimer> = {
  status: 'stopped',
  startedAt: 0,
  pausedAt: 0,
  slides: {},
}

/** How long the talk has been going on, without its pauses. */
export function talkTime({ status, startedAt, pausedAt }: TalkTimer, now: number): number {
  if (status === 'stopped' || startedAt === 0)
    return 0
  return Math.max(0, (status === 'paused'
    ? pausedAt
    : now) - startedAt)
}

/** How long it has been in a chapter, in all its stays there. */
export function chapterTime(timer: TalkTimer, chapter: number, now: number): number {
  const { stay } = timer
  if (!stay)
    return 0
  return (stay.spent[chapter] ?? 0) + (stay.chapter === chapter
    ? Math.max(0, talkTime(timer, now) - stay.since)
    : 0)
}

/** The talk begins, or goes on after a pause. */
export function startTimer(timer: TalkTimer, now: number): TalkTimer {
  return {
    ...timer,
    status: 'running',
    startedAt: now - talkTime(timer, now),
  }
}

export function pauseTimer(timer: TalkTimer, now: number): TalkTimer {
  return timer.status === 'running'
    ? { ...timer, status: 'paused', pausedAt: now }
    : timer
}

/** The talk has come to a chapter; the same timer where it has been there already, or has not begun. */
export function enterChapter(timer: TalkTimer, chapter: number, now: number): TalkTimer {
  const { stay, status } = timer
  if (status === 'stopped' || stay?.chapter === chapter)
    return timer
  const spent = [
    ...stay?.spent ?? [],
  ]
  if (stay)
    spent[stay.chapter] = chapterTime(timer, stay.chapter, now)
  return {
    ...timer,
    stay: {
      chapter,
      // Whoever started the clock, it was for this chapter.
      since: stay
        ? talkTime(timer, now)
        : 0,
      spent: Array.from(spent, time => time ?? 0),
    },
  }
}
