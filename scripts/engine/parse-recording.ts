import type { Recording } from './recording.ts'
import { parseCast } from './asciicast.ts'
import { createRecording } from './recording.ts'
import { parseSampleLog, SAMPLE_LOG_FILE } from './sample-log.ts'

/** Reads a demo's recording from the text of its files, by name: a cast per pane, and perhaps samples. Throws `DemoError` `recording`. */
export function parseRecording(files: ReadonlyMap<string, string>): Recording {
  const names = [
    ...files.keys(),
  ]
  const log = names.find(file => file.endsWith(`/${SAMPLE_LOG_FILE}`))
  return createRecording(
    names.filter(file => file !== log).map(file => parseCast(files.get(file)!, file)),
    log === undefined
      ? undefined
      : parseSampleLog(files.get(log)!, log),
  )
}
