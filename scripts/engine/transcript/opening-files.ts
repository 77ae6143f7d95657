import type { RecordedText } from '../editor/text-log.ts'
import type { ResolvedDemo } from '../resolve-demo.ts'
import { textAfter } from '../editor/recorded-texts.ts'
import { withoutTabs } from '../editor/tabs.ts'

/** A file that an editor's pane shows when a demo begins. */
export interface OpeningFile {
  pane: string
  /** Its absolute path in the machine. */
  path: string
  /** All that is in it. */
  lines: readonly string[]
  /** Those that a page of paper shows which has no room for all. */
  telling: readonly string[]
}

/** The files that a demo begins with, one for each editor whose file is not empty then. */
export function openingFiles({ editors }: Pick<ResolvedDemo, 'editors'>, texts: readonly RecordedText[]): OpeningFile[] {
  return editors.flatMap(({ name, path, tells }) => {
    const { text } = textAfter(texts, name, 0)
    const lines = text.trimEnd().split('\n').map(withoutTabs)
    return text.trim() === ''
      ? []
      : [
          {
            pane: name,
            path,
            lines,
            telling: lines.filter(line => tells?.test(line)),
          },
        ]
  })
}
