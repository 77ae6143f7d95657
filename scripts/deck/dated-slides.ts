import type { Chapter, DeckSlide } from './read-deck.ts'
import { UsageError } from '../base/usage-error.ts'

/** Days after which a claim about today has to be checked again. */
export const FRESH_DAYS = 365

const DAY = 24 * 60 * 60 * 1000

/** A slide that says how things are today, with the day on which its sources were opened. */
export type DatedSlide = DeckSlide & { asOf: string }

/** The day that the front matter of a slide gives as `asOf`, such as `2026-11-29`. Throws `UsageError` for what is no day; `place` is for the message. */
export function parseAsOf(value: unknown, place: string): string {
  const words = String(value)
  // Through a date and back, because 30 February becomes a day of March.
  if (/^\d{4}-\d\d-\d\d$/.test(words) && dayOf(words)?.startsWith(words))
    return words
  throw new UsageError(`${place} has asOf: ${words}. Write the day on which you opened its sources, as year-month-day: asOf: 2026-11-29`)
}

/** The slides of a deck that speak about today, oldest first. */
export function datedSlides(chapters: readonly Chapter[]): DatedSlide[] {
  return chapters.flatMap(({ slides }) => slides)
    .filter((slide): slide is DatedSlide => slide.asOf !== undefined)
    .toSorted((one, other) => one.asOf.localeCompare(other.asOf))
}

/** Those whose day is more than `FRESH_DAYS` before `today`. */
export function agedSlides(slides: readonly DatedSlide[], today: Date): DatedSlide[] {
  return slides.filter(({ asOf }) => today.getTime() - Date.parse(asOf) > FRESH_DAYS * DAY)
}

function dayOf(words: string): string | undefined {
  const time = Date.parse(words)
  return Number.isNaN(time)
    ? undefined
    : new Date(time).toISOString()
}
