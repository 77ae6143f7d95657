import type { Step } from '../../demos/define.ts'
import type { PressPart } from '../engine/presses.ts'
import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { Chapter, DeckSlide } from './read-deck.ts'
import { sum } from '../base/sum.ts'
import { typingDelays } from '../engine/pace.ts'
import { stepText } from '../engine/resolve-demo.ts'

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

/** The pace of every demo. `stepSeconds` are those of the last rehearsal, by demo id; of demos that are not in it, none are known. */
export function demoPaces(catalogue: ReadonlyMap<string, ResolvedDemo>, stepSeconds: ReadonlyMap<string, readonly number[]>): Map<string, DemoPace> {
  return new Map([...catalogue].map(([id, definition]) =>
    [
      id,
      { definition, stepSeconds: stepSeconds.get(id) ?? [] },
    ]))
}

/** A chapter's time at speaking pace. */
export interface ChapterTime {
  title: string
  slides: number
  seconds: number
  /** Seconds, where the deck says so. */
  budget?: number
}

/** Seconds that the words of a text take to say. */
export function speakingSeconds(text: string): number {
  return text.split(/\s+/).filter(word => /\p{L}|\p{N}/u.test(word)).length / WORDS_PER_MINUTE * 60
}

/** What is said of a note: without marks of clicks, and without the line that names its sources. */
export function spokenWords(note: string): string {
  return note.replaceAll(/\[click(?::\d+)?\]/g, '').replaceAll(/^Sources:.*$/gm, '')
}

/**
 * Seconds a slide takes on stage, the one measure of a talk's time. Its note is spoken, or the cues of its demos, whichever takes longer;
 * in between, lines are typed at human pace and the machine takes its own time.
 */
export function slideSeconds({ note, demos }: Pick<DeckSlide, 'note' | 'demos'>, paces: ReadonlyMap<string, DemoPace>): number {
  const acted = demos.flatMap(demo => paces.get(demo) ?? [])
  const cues = acted.flatMap(({ definition }) => definition.steps).map(({ cue = '' }) => cue)
  return Math.max(speakingSeconds(spokenWords(note)), speakingSeconds(cues.join(' ')))
    + acted.reduce((sum, { definition, stepSeconds }) => sum + definition.steps.reduce((steps, step, index) =>
      steps + typingSeconds(step) + (stepSeconds[index] ?? 0), 0), 0)
}

/** Seconds that a step of a demo takes by itself: its cue spoken, its line typed, and `machine`, its machine's own, where they are known. */
export function stageSeconds(step: Step, machine = 0): number {
  return speakingSeconds(step.cue ?? '') + typingSeconds(step) + machine
}

/** The share of it that one press takes: the machine's own comes with Enter. */
export function pressSeconds(step: Step, part: PressPart, machine = 0): number {
  if (part === 'enter')
    return machine
  return stageSeconds(step, part === 'whole'
    ? machine
    : 0)
}

/** Seconds of a machine's own during which a room sits before a screen that stands still, so that a speaker wants to know of them beforehand. */
const LONG_WAIT_SECONDS = 20

/** The step, from 1, that took its machine longest, where that was a long wait. */
export function slowestStep({ stepSeconds }: Pick<DemoPace, 'stepSeconds'>): { step: number, seconds: number } | undefined {
  const seconds = Math.max(0, ...stepSeconds)
  return seconds > LONG_WAIT_SECONDS
    ? { step: stepSeconds.indexOf(seconds) + 1, seconds }
    : undefined
}

/** The time of each chapter: that of its slides. */
export function chapterTimes(chapters: readonly Chapter[], paces: ReadonlyMap<string, DemoPace>): ChapterTime[] {
  return chapters.map(({ title, budget, slides }) => ({
    title,
    slides: slides.length,
    seconds: slides.reduce((sum, slide) => sum + slideSeconds(slide, paces), 0),
    ...budget === undefined
      ? {}
      : { budget },
  }))
}

function typingSeconds(step: Step): number {
  const text = 'keys' in step || 'file' in step
    ? ''
    : stepText(step)
  const { characters, enter } = typingDelays(text, 'human')
  return (sum(characters) + (text === ''
    ? 0
    : enter)) / 1000
}
