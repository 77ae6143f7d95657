import type { TalkPlan } from '../../scripts/protocol/talk-plan.ts'
import { sum } from '../../scripts/base/sum.ts'

/** Less than this off the plan is on time: notes are estimates. */
const ON_TIME_SECONDS = 30

/** Index of the chapter that a slide is in; undefined for a slide that the plan does not know yet. */
export function chapterOfSlide({ chapters }: TalkPlan, slide: number): number | undefined {
  const index = chapters.findIndex(({ slides }) => slides.some(({ number }) => number === slide))
  return index === -1
    ? undefined
    : index
}

/** Seconds that the talk may take: what the deck says, or else what its chapters may. Undefined where it says neither. */
export function talkBudget({ duration, chapters }: TalkPlan): number | undefined {
  const budgets = chapters.flatMap(({ budget }) => budget ?? [])
  return duration ?? (budgets.length === 0
    ? undefined
    : sum(budgets))
}

/**
 * Seconds that a talk which stands on a slide is behind its plan; below 0 where it is ahead, 0 while it is where it should be. A chapter's
 * budget is shared among its slides by what their notes and demos take. Undefined where the deck has no budgets.
 */
export function secondsBehind({ chapters }: TalkPlan, slide: number, seconds: number): number | undefined {
  if (chapters.every(({ budget }) => budget === undefined))
    return undefined
  let begin = 0
  for (const { budget, slides } of chapters) {
    const noted = sum(slides.map(({ seconds }) => seconds))
    const whole = budget ?? noted
    for (const { number, seconds: own } of slides) {
      const end = begin + (noted === 0
        ? whole / slides.length
        : whole * own / noted)
      if (number === slide)
        return Math.max(0, seconds - end) + Math.min(0, seconds - begin)
      begin = end
    }
  }
  return undefined
}

/** How a talk stands to its plan, in words. */
export function behindWords(behind: number): string {
  const minutes = Math.round(Math.abs(behind) / 60)
  if (Math.abs(behind) < ON_TIME_SECONDS)
    return 'on time'
  return `${minutes} min ${behind > 0
    ? 'behind'
    : 'ahead'}`
}
