import type { SlideInfo } from '@slidev/types'
import type { TalkPlan } from '../protocol/talk-plan.ts'
import type { DemoPace } from './speaking-time.ts'
import { demoPresses } from '../engine/presses.ts'
import { parseDuration } from './parse-duration.ts'
import { chaptersOf } from './read-deck.ts'
import { pressSeconds, slideSeconds, slowestStep } from './speaking-time.ts'

export interface TalkPlanOptions {
  slides: readonly Pick<SlideInfo, 'title' | 'note' | 'content' | 'frontmatter' | 'importChain'>[]
  headmatter: Readonly<Record<string, unknown>>
  /** Name of the deck's file, for messages. */
  file: string
  /** By id; a demo that is not there stands on no slide that works. */
  demos: ReadonlyMap<string, DemoPace>
}

/** What a deck says of its time. Throws `UsageError` for a budget that is no time. */
export function createTalkPlan({ slides, headmatter, file, demos }: TalkPlanOptions): TalkPlan {
  const { duration } = headmatter as { duration?: string | number }
  const chapters = chaptersOf(slides, file)
  return {
    ...duration === undefined
      ? {}
      : {
          duration: parseDuration(duration, file),
        },
    chapters: chapters.map(({ title, budget, slides }) => ({
      title,
      ...budget === undefined
        ? {}
        : { budget },
      slides: slides.map(slide => ({
        number: slide.number,
        seconds: slideSeconds(slide, demos),
      })),
    })),
    demos: chapters.flatMap(({ slides }) => slides).flatMap(({ number, demos: ids }) => ids.flatMap((id) => {
      const pace = demos.get(id)
      if (!pace)
        return []
      const { title, steps } = pace.definition
      const cue = steps[0]?.cue
      const slowest = slowestStep(pace)
      return {
        id,
        title,
        slide: number,
        ...cue === undefined
          ? {}
          : { cue },
        steps: demoPresses(pace.definition).map(({ step, part }) => pressSeconds(steps[step - 1]!, part, pace.stepSeconds[step - 1])),
        ...slowest && { slowest },
      }
    })),
  }
}
