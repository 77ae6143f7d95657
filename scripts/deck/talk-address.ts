import type { Plugin } from 'vite'
import { UsageError } from '../base/usage-error.ts'

/** Address of a site's folder, with a slash at its end, from the text of `--url`. Throws `UsageError` for what is none. */
export function parseTalkAddress(text: string): string {
  const address = URL.canParse(text)
    ? new URL(text)
    : undefined
  if (!address || !/^https?:$/.test(address.protocol) || address.search !== '' || address.hash !== '')
    throw new UsageError(`--url must be the address of the site's folder, such as https://example.org/talks/, not "${text}".`)
  return address.href.replace(/\/*$/, '/')
}

/** Where a deck of the site stands. */
export function deckAddress(site: string, deck: string): string {
  return new URL(`${encodeURIComponent(deck)}/`, site).href
}

/** Tells a deck's pages where readers find it (`components/slide/TalkAddress.vue`). */
export function createAddressPlugin(address: string | undefined): Plugin {
  return {
    name: 'talk-address',
    config: () => ({
      define: {
        'import.meta.env.CBU_ADDRESS': JSON.stringify(address ?? ''),
      },
    }),
  }
}
