import type { LogHeader } from '../json-log.ts'
import * as v from 'valibot'
import { formatLog, logTime, parseLog } from '../json-log.ts'

const recordedText = v.object({
  ...logTime,
  pane: v.string(),
  text: v.string(),
})
/** What an editor's pane showed from then on. */
export type RecordedText = v.InferOutput<typeof recordedText>

/** What the editors of a demo showed while it was recorded: at its beginning, and after each step that changed it. Kept beside the casts of its panes. */
export interface TextLog {
  header: LogHeader
  texts: readonly RecordedText[]
}

/** Name of the file, beside the panes' casts. */
export const TEXT_LOG_FILE = 'texts.jsonl'

/** One JSON text per line, the header first. */
export function formatTextLog({ header, texts }: TextLog): string {
  return formatLog(header, texts.map(({ step, at, pane, text }) => ({ step, at, pane, text })))
}

/** Reads such a file. Throws `DemoError` `recording` that names file and line. */
export function parseTextLog(text: string, file: string): TextLog {
  const { header, entries } = parseLog(text, file, recordedText)
  return { header, texts: entries }
}
