import type { Browser } from 'playwright-core'
import type { PrintPage } from '../../scripts/export/print-page.ts'
import type { DeckServer } from '../../scripts/server/serve-deck.ts'
import { canvasSize } from '../../scripts/export/canvas-size.ts'
import { openPrintPage } from '../../scripts/export/print-page.ts'
import { serveDeck } from '../../scripts/server/serve-deck.ts'
import { freePort } from '../../scripts/system/free-port.ts'

/** A deck that is served to be printed, and its print page in a browser. */
export interface PrintedDeck {
  deck: DeckServer
  print: PrintPage
  close: () => Promise<void>
}

/** Serves a deck and draws all its slides, in light colours. `withClicks`: at every click. Typed steps take so many presses. Readers find it at `address`. */
export async function printDeck(browser: Browser, entry: string, { withClicks = false, presses = 1, address }: { withClicks?: boolean, presses?: 1 | 2, address?: string } = {}): Promise<PrintedDeck> {
  const port = await freePort()
  const deck = await serveDeck(entry, port, undefined, { purpose: 'print', presses, address })
  try {
    const print = await openPrintPage({
      browser,
      port,
      token: deck.token,
      slides: deck.slides,
      canvas: canvasSize(deck),
      scheme: 'light',
      withClicks,
      signal: new AbortController().signal,
      onDrawn: () => {},
    })
    return {
      deck,
      print,
      close: async () => {
        await print.page.context().close()
        await deck.close()
      },
    }
  }
  catch (error) {
    await deck.close()
    throw error
  }
}
