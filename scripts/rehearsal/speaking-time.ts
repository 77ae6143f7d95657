import type { Step } from '../../demos/define.ts'
import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { Chapter, DeckSlide } from './read-deck.ts'
import { typingDelays } from '../engine/pace.ts'
import { stepText } from '../engine/resolve-demo.ts'
import { parseClockTime } from './parse-clock-time.ts'

/**
 * Words a minute that a listener can follow in a technical talk; slower than conversation, which runs at 150 and more. The notes of the
 * slides are written for it.
 */
export const WORDS_PER_MINUTE = 130

/** What is known of a demo for an estimate of its time. */
export interface DemoPace {
  definition: ResolvedDemo
  /** Seconds that each step took at its last rehearsal, without typing. Empty where it was not rehearsed. */
  stepSeconds: readonly number[]
}

/** A chapter's time at speaking pace. */
export interface ChapterTime {
  title: string
  slides: number
  seconds: number
  /** Seconds, where the deck says so. */
  budget?: number
  /** Demos that take longer than the note of their slide says. */
  longDemos: readonly { demo: string, slide: number, seconds: number, noted: number }[]
}

/** Seconds that the words of a text take to say. */
export function speakingSeconds(text: string): number {
  return text.split(/\s+/).filter(word => /\p{L}|\p{N}/u.test(word)).length / WORDS_PER_MINUTE * 60
}

/** Seconds a slide takes by its note: what the line `Time: m:ss` says, or else the words above `Sources:`, spoken. */
export function notedSeconds({ note, number }: DeckSlide): number {
  const time = /^Time:\s*(\S+)/m.exec(note)?.[1]
  return time === undefined
    ? speakingSeconds(note.replace(/^Sources:.*$/m, ''))
    : parseClockTime(time, `slide ${number}, its note's line "Time:"`)
}

/** Seconds a demo takes on stage: its cues spoken, its lines typed at human pace, and the machine's own time. */
export function demoSeconds({ definition, stepSeconds }: DemoPace): number {
  return definition.steps.reduce((sum, step, index) =>
    sum + speakingSeconds(step.cue ?? '') + typingSeconds(step) + (stepSeconds[index] ?? 0), 0)
}

/** The time of each chapter. A slide with a demo takes as long as its note says, or as the demo, whichever is longer. */
export function chapterTimes(chapters: readonly Chapter[], demos: ReadonlyMap<string, DemoPace>): ChapterTime[] {
  return chapters.map(({ title, budget, slides }) => {
    const times = slides.map((slide) => {
      const noted = notedSeconds(slide)
      const acted = slide.demos.map((demo) => {
        const pace = demos.get(demo)
        return {
          demo,
          slide: slide.number,
          seconds: pace
            ? demoSeconds(pace)
            : 0,
          noted,
        }
      })
      return {
        seconds: Math.max(noted, acted.reduce((sum, { seconds }) => sum + seconds, 0)),
        long: acted.filter(({ seconds }) => seconds > noted),
      }
    })
    return {
      title,
      slides: slides.length,
      seconds: times.reduce((sum, { seconds }) => sum + seconds, 0),
      ...budget === undefined
        ? {}
        : { budget },
      longDemos: times.flatMap(({ long }) => long),
    }
  })
}

function typingSeconds(step: Step): number {
  const text = 'keys' in step
    ? ''
    : stepText(step)
  const { characters, enter } = typingDelays(text, 'human')
  return (characters.reduce((sum, delay) => sum + delay, 0) + (text === ''
    ? 0
    : enter)) / 1000
}
