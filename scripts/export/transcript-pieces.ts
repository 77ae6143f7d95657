import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { OpeningFile } from '../engine/transcript/opening-files.ts'
import type { TranscriptLine, TranscriptStep } from '../engine/transcript/transcript.ts'
import { escapeHtml } from '../base/escape-html.ts'
import { breakCommand, FURTHER_INDENT } from '../engine/break-command.ts'
import { panesInOrder } from '../engine/resolve-demo.ts'

/** Lines of output in one piece: a sheet has room for about seventy. */
const MOST_LINES = 40

/**
 * A demo's transcript as pieces of HTML, none of which is longer than a sheet: its heading, and every step with what the speaker says, what was
 * typed, in bold, and what came of it; then the files that it began with. It can be searched and copied. `columns` are those that a sheet has room for.
 */
export function transcriptPieces(demo: Pick<ResolvedDemo, 'title' | 'panes' | 'editors'>, opening: readonly OpeningFile[], steps: readonly TranscriptStep[], columns: number): string[] {
  const { title } = demo
  const panes = panesInOrder(demo)
  const titles = new Map(panes.map(({ name, title }) => [name, title]))
  const titleOf = (pane: string): string => escapeHtml(titles.get(pane) ?? pane)
  const told = steps.flatMap(({ number, pane, prompt, command, cue = '', lines }) => {
    const width = columns - prompt.length - 1
    const typed = breakCommand(command, width, columns - FURTHER_INDENT).map(line => `<b>${escapeHtml(line)}</b>`).join(`\n${' '.repeat(FURTHER_INDENT)}`)
    const [first = [], ...further] = chunksOf(lines.map((line, index) => lineHtml(line, lines[index - 1], titleOf)))
    const heading = number === 1
      ? `<h2>Transcript of the demo: ${escapeHtml(title)}</h2>`
      : ''
    const name = panes.length > 1
      ? ` ${titleOf(pane)}`
      : ''
    return [
      piece(`${heading}<p><b>${number}${name}</b> ${escapeHtml(cue)}</p>${preformatted([`${escapeHtml(prompt)}${prompt && ' '}${typed}`, ...first])}`),
      ...further.map(chunk => piece(preformatted(chunk))),
    ]
  })
  const files = opening.flatMap(({ path, lines }) => chunksOf(lines.flatMap(line => breakLine(line, columns)).map(escapeHtml)).map((chunk, index) => piece(index === 0
    ? `<p><b>${escapeHtml(path)}</b> at the beginning</p>${preformatted(chunk)}`
    : preformatted(chunk))))
  return [
    ...told,
    ...files,
  ]
}

/** A line of a file may be wider than a sheet. */
function breakLine(line: string, columns: number): string[] {
  return Array.from({
    length: Math.max(1, Math.ceil(line.length / columns)),
  }, (_, index) => line.slice(index * columns, (index + 1) * columns))
}

function piece(html: string): string {
  return `<div class="cbu-handout-piece">${html}</div>`
}

function preformatted(lines: readonly string[]): string {
  return `<pre>${lines.join('\n')}</pre>`
}

/** A line of output; where it stands in another pane than the line before, with that pane's name above it. */
function lineHtml({ text, promised, pane }: TranscriptLine, before: TranscriptLine | undefined, titleOf: (pane: string) => string): string {
  const line = promised
    ? `<span class="cbu-handout-promised">${escapeHtml(text)}</span>`
    : escapeHtml(text)
  return pane === undefined || pane === before?.pane
    ? line
    : `<em>${titleOf(pane)}:</em>\n${line}`
}

function chunksOf(lines: readonly string[]): string[][] {
  return Array.from({
    length: Math.ceil(lines.length / MOST_LINES),
  }, (_, index) =>
    lines.slice(index * MOST_LINES, (index + 1) * MOST_LINES))
}
