import { shownPath } from '../system/shown-path.ts'

/** Where a slide stands, for messages: `slides/chapters/07-files.md, slide 3 ("A title")`. */
export function slidePlace({ filepath, index, title = '' }: { filepath: string, index: number, title?: string }): string {
  return `${shownPath(filepath)}, slide ${index + 1} ("${title}")`
}
