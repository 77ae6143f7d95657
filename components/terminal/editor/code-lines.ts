import { highlightTree } from '@lezer/highlight'
import { withoutTabs } from '../../../scripts/engine/editor/tabs.ts'
import { codeHighlighter } from './code-highlighter.ts'
import { codeLanguage } from './code-language.ts'

/** Words of one kind. */
export interface CodeRun {
  text: string
  /** Classes; none for plain text. */
  kind?: string
}

/** The lines of a file, with its words by kind. */
export function codeLines(path: string, text: string): CodeRun[][] {
  const lines: CodeRun[][] = [[]]
  function add(from: number, to: number, kind?: string): void {
    for (const [index, piece] of text.slice(from, to).split('\n').entries()) {
      if (index > 0)
        lines.push([])
      if (piece !== '') {
        lines.at(-1)!.push({
          text: withoutTabs(piece),
          ...kind !== undefined && { kind },
        })
      }
    }
  }
  let end = 0
  const language = codeLanguage(path, text)
  if (language) {
    highlightTree(language.parser.parse(text), codeHighlighter, (from, to, kind) => {
      add(end, from)
      add(from, to, kind)
      end = to
    })
  }
  add(end, text.length)
  return lines
}
