import type { Recording } from './recording.ts'
import { parseCast } from './asciicast.ts'
import { parseTextLog, TEXT_LOG_FILE } from './editor/text-log.ts'
import { createRecording } from './recording.ts'
import { parseSampleLog, SAMPLE_LOG_FILE } from './sample-log.ts'

/** Reads a demo's recording from the text of its files, by name: a cast per pane, and perhaps samples and texts. Throws `DemoError` `recording`. */
export function parseRecording(files: ReadonlyMap<string, string>): Recording {
  const names = [
    ...files.keys(),
  ]
  const samples = names.find(file => file.endsWith(`/${SAMPLE_LOG_FILE}`))
  const texts = names.find(file => file.endsWith(`/${TEXT_LOG_FILE}`))
  return createRecording(
    names.filter(file => file !== samples && file !== texts).map(file => parseCast(files.get(file)!, file)),
    {
      samples: samples === undefined
        ? undefined
        : parseSampleLog(files.get(samples)!, samples),
      texts: texts === undefined
        ? undefined
        : parseTextLog(files.get(texts)!, texts),
    },
  )
}
