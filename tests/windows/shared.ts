import type { Browser } from 'playwright-core'
import type { DeckServer } from '../../scripts/server/serve-deck.ts'
import type { TalkDemos } from '../../scripts/server/talk-demos.ts'
import type { Tokens } from '../../scripts/server/tokens.ts'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { findDeck } from '../../scripts/deck/find-deck.ts'
import { TOKEN_HEADER } from '../../scripts/protocol/token.ts'
import { serveDeck } from '../../scripts/server/serve-deck.ts'
import { readTalkDemos } from '../../scripts/server/talk-demos.ts'
import { createTokens } from '../../scripts/server/tokens.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { slidesFolder } from '../../scripts/system/project-paths.ts'

export interface SharedDeck {
  server: DeckServer
  port: number
  tokens: Tokens
  demos: TalkDemos
}

/** The position as a server has it at first (`createServerRefPlugin` of Slidev). */
const FIRST_SLIDE = {
  page: 0,
  clicks: 0,
  timer: {
    status: 'stopped',
    slides: {},
    startedAt: 0,
    pausedAt: 0,
  },
}

/*
 * What all files of this folder use, one after the other in one process: a browser, whose start takes seconds, and the servers of the
 * decks, whose first window takes as long as the next ten. Both end with the process.
 */
const decks = new Map<string, Promise<SharedDeck>>()
let browser: Promise<Browser> | undefined

export async function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser()
  return await browser
}

/** One of our decks, being shown on its first slide, without its terminals. Typed steps take so many presses. */
export async function sharedDeck(name: string, presses: 1 | 2): Promise<SharedDeck> {
  const key = `${name} ${presses}`
  const known = decks.get(key) ?? serve(name, presses)
  decks.set(key, known)
  const deck = await known
  await turnToFirstSlide(deck)
  return deck
}

/** Forgets the position that the files before have left, with who has told it (`SharedState` in Slidev's client), and a black screen. */
async function turnToFirstSlide({ port, tokens }: SharedDeck): Promise<void> {
  const origin = `http://127.0.0.1:${port}`
  const { headers } = await fetch(`${origin}/?token=${tokens.presenter}`)
  for (const [key, data] of [
    ['server-reactive/nav', FIRST_SLIDE],
    ['server-ref/blank', false],
  ]) {
    const { ok, status } = await fetch(`${origin}/@${key}`, {
      method: 'POST',
      headers: {
        cookie: headers.get('set-cookie')!.split(';')[0]!,
        [TOKEN_HEADER]: tokens.presenter,
      },
      body: JSON.stringify({ data }),
    })
    if (!ok)
      throw new Error(`What the deck's windows share could not be set (${key}: HTTP ${status}).`)
  }
}

async function serve(name: string, presses: 1 | 2): Promise<SharedDeck> {
  const [entry, port, demos] = await Promise.all([
    findDeck(slidesFolder, name),
    freePort(),
    readTalkDemos(undefined, { presses }),
  ])
  const tokens = createTokens()
  return {
    server: await serveDeck(entry, port, tokens, { demos, presses }),
    port,
    tokens,
    demos,
  }
}
