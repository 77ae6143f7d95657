import type { SlidevMarkdown, SourceSlideInfo } from '@slidev/types'
import type { YAMLParseError } from 'yaml'
import { UsageError } from '../base/usage-error.ts'
import { shownPath } from '../system/shown-path.ts'

const COMMENT = /<!--[\s\S]*?-->/g

/**
 * Throws `UsageError` for a file of slides that Slidev reads without a word and otherwise than it was meant: in another encoding than UTF-8, with
 * front matter that is no YAML, or with a note that does not end and takes what comes after it along.
 */
export function assertWritten({ filepath, raw, slides }: Pick<SlidevMarkdown, 'filepath' | 'raw' | 'slides'>): void {
  const shown = shownPath(filepath)
  const odd = raw.search(/[\uFEFF\uFFFD\0]/)
  if (odd >= 0)
    throw new UsageError(`${shown}:${raw.slice(0, odd).split('\n').length}: this is not UTF-8, or has a byte order mark. Save the file anew as "UTF-8" (not "UTF-8 with BOM" or "Unicode").`)
  for (const slide of slides) {
    const [line, problem] = problemOf(slide) ?? []
    if (problem !== undefined)
      throw new UsageError(`${shown}:${line}: ${problem}`)
  }
}

/** Line of the file, from 1, and what is wrong there. */
function problemOf({ start, content, note = '', frontmatterDoc }: SourceSlideInfo): [number, string] | undefined {
  const error = frontmatterDoc?.errors[0]
  if (error)
    return unreadable('front matter', error, start + 1)
  const isOpen = note.includes('<!--') || withoutCode(content).replaceAll(COMMENT, '').includes('<!--')
  return isOpen
    ? [start + 1, 'a note of the slide that begins here does not end. Close it with --> before the next slide.']
    : undefined
}

/** What looks like a comment between the fences of code is none. */
function withoutCode(content: string): string {
  let fence: string | undefined
  return content.split('\n').filter((line) => {
    const ticks = /^\s*(`{3,})/.exec(line)?.[1]
    if (fence === undefined) {
      fence = ticks
      return ticks === undefined
    }
    if (ticks !== undefined && ticks.length >= fence.length)
      fence = undefined
    return false
  }).join('\n')
}

/** What Slidev throws for a deck's headmatter that is no YAML, with its place in the file; every other error as it is. */
export function withHeadmatterPlace(error: unknown, entry: string): unknown {
  if (!(error instanceof Error && error.name === 'YAMLParseError'))
    return error
  const [line, problem] = unreadable('headmatter', error as YAMLParseError, 1)
  return new UsageError(`${shownPath(entry)}:${line}: ${problem}`, { cause: error })
}

/** Of YAML whose parser's lines are counted from the one after `before`: line and words of its problem. */
function unreadable(part: string, { message, linePos }: Pick<YAMLParseError, 'message' | 'linePos'>, before: number): [number, string] {
  const [said] = message.split(/ at line \d+/)
  return [before + (linePos?.[0].line ?? 0), `the ${part} cannot be read: ${said}. Put words with : # [ or { in quotes, and indent with spaces.`]
}
