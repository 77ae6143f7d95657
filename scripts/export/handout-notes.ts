import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { References } from './references.ts'
import { stepText } from '../engine/resolve-demo.ts'
import { escapeHtml, referenceHtml, sourceKeys } from './references.ts'

export interface HandoutNotesOptions {
  /** The slide's note, which ends with lines `Time: m:ss` and `Sources: key, key`. */
  note: string
  /** Demos on the slide. Its picture shows how they end; what led there is listed. */
  demos: readonly ResolvedDemo[]
  bibliography: References
}

/** What a handout has below a slide, as HTML: the note's paragraphs with clicks marked, its time, steps of demos, sources in full. */
export function handoutNotes({ note, demos, bibliography }: HandoutNotesOptions): string {
  const time = /^Time:(.*)$/m.exec(note)?.[1]?.trim()
  const keys = sourceKeys(note)
  const paragraphs = note.replace(/^(?:Time|Sources):.*$/gm, '').split(/\n\s*\n/).map(text => text.trim()).filter(Boolean)
  return [
    ...paragraphs.map(text => `<p>${inlineHtml(text)}</p>`),
    ...time
      ? [`<p class="cbu-handout-time">${escapeHtml(time)} min</p>`]
      : [],
    ...demos.map(({ steps, panes }) => `<h2>Steps of the demo</h2><ol>${steps.map(step =>
      `<li><code>${escapeHtml(stepText(step))}</code> <i>${escapeHtml(panes.find(({ name }) => name === step.pane)?.title ?? step.pane)}</i></li>`).join('')}</ol>`),
    ...keys.length > 0
      ? [`<h2>Sources</h2><ul>${keys.map(key => `<li>${referenceHtml(key, bibliography[key])}</li>`).join('')}</ul>`]
      : [],
  ].join('\n')
}

function inlineHtml(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\[click(?::\d+)?\]/g, '<span class="cbu-handout-click">click</span>')
}
