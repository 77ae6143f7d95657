import type { Deck } from '../deck/read-deck.ts'
import type { ChapterTime } from '../deck/speaking-time.ts'
import { sum } from '../base/sum.ts'
import { textTable } from '../cli/text-table.ts'
import { budgetWords, formatClockTime } from '../protocol/clock-time.ts'

const columns = [
  { head: 'chapter' },
  { head: 'slides', right: true },
  { head: 'time', right: true },
  { head: 'budget', right: true },
  { head: '' },
]

/** What stands in a line of the table: the time of a chapter planned, or as it went. */
export type TimedChapter = Pick<ChapterTime, 'title' | 'slides' | 'seconds' | 'budget'>

/** A line per chapter with its time beside its budget, and one for the whole talk. */
export function chapterTable(chapters: readonly TimedChapter[]): string[] {
  const budgets = chapters.flatMap(({ budget }) => budget ?? [])
  const whole: TimedChapter = {
    title: 'whole talk',
    slides: sum(chapters.map(({ slides }) => slides)),
    seconds: sum(chapters.map(({ seconds }) => seconds)),
    ...budgets.length === 0
      ? {}
      : {
          budget: sum(budgets),
        },
  }
  return textTable(columns, [...chapters, whole].map(({ title, slides, seconds, budget }) => [
    title,
    String(slides),
    formatClockTime(seconds),
    budget === undefined
      ? '–'
      : formatClockTime(budget),
    budget === undefined
      ? 'no budget'
      : budgetWords(seconds, budget),
  ]))
}

/** What a table of times does not say: what the budgets leave of the talk. */
export function chapterRemarks({ name, duration }: Pick<Deck, 'name' | 'duration'>, chapters: readonly TimedChapter[]): string[] {
  const budgets = sum(chapters.map(({ budget = 0 }) => budget))
  const free = (duration ?? budgets) - budgets
  return free === 0
    ? []
    : [
        free > 0
          ? `${formatClockTime(free)} of the talk's ${formatClockTime(duration!)} is in no chapter's budget.`
          : `The chapters' budgets are ${formatClockTime(-free)} longer than the talk (${formatClockTime(duration!)}, see slides/${name}.md).`,
      ]
}
