import type { Deck } from './read-deck.ts'
import type { ChapterTime } from './speaking-time.ts'
import { budgetWords, formatClockTime } from '../protocol/clock-time.ts'
import { textTable } from './text-table.ts'

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

/** What a table of times does not say: what the budgets leave of the talk, and which demos take longer than their slide's note says. */
export function chapterRemarks({ name, duration }: Pick<Deck, 'name' | 'duration'>, chapters: readonly ChapterTime[]): string[] {
  const budgets = sum(chapters.map(({ budget = 0 }) => budget))
  const free = (duration ?? budgets) - budgets
  return [
    ...free === 0
      ? []
      : [
          free > 0
            ? `${formatClockTime(free)} of the talk's ${formatClockTime(duration!)} is in no chapter's budget.`
            : `The chapters' budgets are ${formatClockTime(-free)} longer than the talk (${formatClockTime(duration!)}, see slides/${name}.md).`,
        ],
    ...chapters.flatMap(({ longDemos }) => longDemos.map(({ demo, slide, seconds, noted }) =>
      `${demo} takes ${formatClockTime(seconds)}; the note of slide ${slide} says ${formatClockTime(noted)}.`)),
  ]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
