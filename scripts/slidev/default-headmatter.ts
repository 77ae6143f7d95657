import type { SlidevPreparserExtension } from '@slidev/types'
import { createEntryExtension } from './entry-extension.ts'

/** Gives decks the settings that their own headmatter lacks. For a `setup/preparser.ts`. */
export function createDefaultHeadmatter(settings: Readonly<Record<string, unknown>>): SlidevPreparserExtension {
  return createEntryExtension({
    name: 'default-headmatter',
    changeHeadmatter(headmatter) {
      for (const [key, value] of Object.entries(settings))
        headmatter[key] ??= value
    },
  })
}
