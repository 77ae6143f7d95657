import type { SlidevPreparserExtension } from '@slidev/types'

export interface EntryExtensionOptions {
  name: string
  /** Changes the lines of the deck's own file, in place. @default nothing */
  changeLines?: (lines: string[]) => Promise<void>
  /** Changes the deck's headmatter, which is the front matter of the first slide of its file, in place. @default nothing */
  changeHeadmatter?: (headmatter: Record<string, unknown>) => void
}

/**
 * An extension of Slidev's parser that changes a deck's own file and none that it imports. Slidev asks for extensions anew whenever it reads
 * a deck, does not tell them which file they see, and reads the deck's own file first.
 */
export function createEntryExtension({ name, changeLines, changeHeadmatter }: EntryExtensionOptions): SlidevPreparserExtension {
  let files = 0
  let slides = 0
  return {
    name,
    async transformRawLines(lines) {
      files += 1
      if (files === 1)
        await changeLines?.(lines)
    },
    async transformSlide(_, frontmatter: Record<string, unknown>) {
      slides += 1
      if (slides === 1)
        changeHeadmatter?.(frontmatter)
      return undefined
    },
  }
}
