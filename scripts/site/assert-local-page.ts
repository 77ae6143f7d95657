import { UsageError } from '../base/usage-error.ts'

/** Elements that make a browser load something. */
const foreign = /<(?:link|script|img)\b[^>]*\s(?:href|src)="((?:https?:)?\/\/[^"]+)"/i

/** Throws `UsageError` if a deck's page makes browsers load something from another site, as Slidev's own icon and fonts do. */
export function assertLocalPage(html: string, entry: string): void {
  const address = foreign.exec(html)?.[1]
  if (address !== undefined) {
    throw new UsageError([
      `A site loads nothing from elsewhere, but the page of ${entry} would load ${address}.`,
      'Give the deck a `favicon` (a data: address) and `fonts` with `provider: none` in its headmatter, as slides/setup/preparser.ts does for the decks there.',
    ].join(' '))
  }
}
