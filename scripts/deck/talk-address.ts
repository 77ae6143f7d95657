import type { Plugin } from 'vite'

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
