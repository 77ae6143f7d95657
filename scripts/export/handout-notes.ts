import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import { stepText } from '../engine/resolve-demo.ts'

/** Fields of the decks' bibliography that a reference is made of. */
export interface Reference {
  kind: string
  authors: string
  title: string
  container: string
  year: string
}

export interface HandoutNotesOptions {
  /** The slide's note, which ends with lines `Time: m:ss` and `Sources: key, key`. */
  note: string
  /** Demos on the slide. Its picture shows how they end; what led there is listed. */
  demos: readonly ResolvedDemo[]
  /** By key, from `slides/bibliography.json`. */
  bibliography: Readonly<Record<string, Reference>>
}

const MANUAL = 'manual page'

/** What a handout has below a slide, as HTML: the note's paragraphs with clicks marked, its time, steps of demos, sources in full. */
export function handoutNotes({ note, demos, bibliography }: HandoutNotesOptions): string {
  const time = /^Time:(.*)$/m.exec(note)?.[1]?.trim()
  const keys = (/^Sources:(.*)$/m.exec(note)?.[1] ?? '').split(',').map(key => key.trim()).filter(Boolean)
  const paragraphs = note.replace(/^(?:Time|Sources):.*$/gm, '').split(/\n\s*\n/).map(text => text.trim()).filter(Boolean)
  return [
    ...paragraphs.map(text => `<p>${inlineHtml(text)}</p>`),
    ...time
      ? [`<p class="cbu-handout-time">${escape(time)} min</p>`]
      : [],
    ...demos.map(({ steps, panes }) => `<h2>Steps of the demo</h2><ol>${steps.map(step =>
      `<li><code>${escape(stepText(step))}</code> <i>${escape(panes.find(({ name }) => name === step.pane)?.title ?? step.pane)}</i></li>`).join('')}</ol>`),
    ...keys.length > 0
      ? [`<h2>Sources</h2><ul>${keys.map(key => `<li>${referenceHtml(key, bibliography[key])}</li>`).join('')}</ul>`]
      : [],
  ].join('\n')
}

function inlineHtml(text: string): string {
  return escape(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\[click(?::\d+)?\]/g, '<span class="cbu-handout-click">click</span>')
}

function referenceHtml(key: string, reference: Reference | undefined): string {
  if (!reference)
    return escape(key)
  const { kind, authors, title, container, year } = reference
  return kind === MANUAL
    ? `<cite>${escape(title)}</cite>. ${escape(container)}, manual page`
    : `${escape(authors)}: <cite>${escape(title)}</cite>. ${escape(container)}, ${escape(year)}`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
