import type { RecordedText } from './text-log.ts'
import { changedLines } from './changed-lines.ts'

/** What an editor's pane showed, and what it had shown before the step that changed it last. */
export interface ShownText {
  text: string
  before: string
}

/** What an editor's pane showed when so many steps were done. */
export function textAfter(texts: readonly RecordedText[], pane: string, steps: number): ShownText {
  const until = texts.filter(each => each.pane === pane && each.step <= steps)
  const text = until.at(-1)?.text ?? ''
  return { text, before: until.at(-2)?.text ?? text }
}

/** What a step left in an editor's pane that it has changed. */
export interface TextChange {
  pane: string
  /** The changed lines, or all of a file that was empty. */
  lines: string[]
}

/** What a step has changed in the editors of a demo. */
export function textChanges(texts: readonly RecordedText[], step: number): TextChange[] {
  return texts.filter(each => each.step === step && step > 0).map(({ pane, text }) => {
    const { before } = textAfter(texts, pane, step)
    const lines = text.split('\n')
    return {
      pane,
      lines: before === ''
        ? lines
        : changedLines(before, text).map(number => lines[number - 1]!),
    }
  })
}
