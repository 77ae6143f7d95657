import type { References } from '../protocol/reference.ts'
import { escapeHtml } from '../base/escape-html.ts'
import { citedKeys } from '../deck/cited-keys.ts'
import { referenceHtml } from '../deck/references.ts'
import { formatClockTime } from '../protocol/clock-time.ts'

export interface HandoutNotesOptions {
  /** The slide's note, which ends with a line `Sources: key, key`. */
  note: string
  /** Seconds that the slide takes on stage. */
  seconds: number
  bibliography: References
}

/** What a handout has below a slide, as HTML: the note's paragraphs with clicks marked, its time, sources in full. */
export function handoutNotes({ note, seconds, bibliography }: HandoutNotesOptions): string {
  const keys = citedKeys(note)
  const paragraphs = note.replace(/^Sources:.*$/gm, '').split(/\n\s*\n/).map(text => text.trim()).filter(Boolean)
  return [
    ...paragraphs.map(text => `<p>${inlineHtml(text)}</p>`),
    `<p class="cbu-handout-time">${formatClockTime(seconds)} min</p>`,
    ...keys.length > 0
      ? [`<section><h2>Sources</h2><ul>${keys.map(key => `<li>${referenceHtml(key, bibliography[key])}</li>`).join('')}</ul></section>`]
      : [],
  ].join('\n')
}

function inlineHtml(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\[click(?::\d+)?\]/g, '<span class="cbu-handout-click">click</span>')
}
