import type { SlidevData } from '@slidev/types'
import type { Server } from 'node:http'
import type { Plugin } from 'vite'
import type { TalkTimer } from '../protocol/talk-timer.ts'
import type { TalkDemos } from './talk-demos.ts'
import type { Tokens } from './tokens.ts'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { errorMessage } from '../base/error-message.ts'
import { UsageError } from '../base/usage-error.ts'
import { demoSlides } from '../deck/demo-slides.ts'
import { createAddressPlugin } from '../deck/talk-address.ts'
import { DECK_PROBLEM_EVENT } from '../protocol/deck-problem.ts'
import { withHeadmatterPlace } from '../slidev/assert-written.ts'
import { createCalmStyleUpdates } from '../slidev/calm-style-updates.ts'
import { assertWhole } from '../slidev/load-deck.ts'
import { createMaplessPackages } from '../slidev/mapless-packages.ts'
import { resolveDeck } from '../slidev/resolve-deck.ts'
import { scannedSources } from '../slidev/scanned-sources.ts'
import { createShellMendsPlugin, overviewMends } from '../slidev/shell-mends.ts'
import { createServer, parser } from '../slidev/slidev.ts'
import { guardServer } from './guard-server.ts'
import { moduleCache } from './module-cache.ts'
import { createPressesPlugin } from './presses-plugin.ts'
import { createTalkPlanPlugin } from './talk-plan-plugin.ts'
import { createTokens } from './tokens.ts'

/** Loopback only: a terminal on a slide is root in a machine, and a hall's Wi-Fi is full of strangers. */
const HOST = '127.0.0.1'
/** Browsers try this one too for `localhost`; another server there would get the speaker's windows, and their token. */
const OTHER_LOOPBACK = '::1'

export interface ServeDeckOptions {
  /** To be shown, with windows that follow changes of the deck's files; or to be printed, as the files are now. @default 'show' */
  purpose?: 'show' | 'print'
  /** Demos whose time is part of the talk's plan. @default there is no plan */
  demos?: TalkDemos
  /** Presses that a typed step takes which does not say so itself, as in `demos`. @default 1 */
  presses?: 1 | 2
  /** Where readers find the deck, for its last slide. @default nobody knows */
  address?: string | undefined
  /** What else the server does, after the guard. @default nothing */
  plugins?: Plugin[]
  /** The talk's clock was started, paused or reset, or has come to another chapter. */
  onTimer?: (timer: TalkTimer) => void
}

export interface DeckServer {
  readonly httpServer: Server
  /** Lets a browser in to look, as `?token=` of the first address that it opens. */
  readonly token: string
  /** Title of the deck, from its headmatter. */
  readonly title: string
  /** All that Slidev knows about the deck: headmatter, and slides with their notes. */
  readonly data: SlidevData
  /** How many slides the deck has. */
  readonly slides: number
  /** Demo id → number of the slide it stands on, in the order of the talk. */
  readonly demoSlides: ReadonlyMap<string, number>
  close: () => Promise<void>
}

/**
 * Serves a deck with Slidev on a loopback port. Throws `UsageError` when the port is taken or the deck cannot be shown.
 * Only browsers that were let in with one of the tokens see anything, and only windows that were opened with the presenter's may change
 * the deck; without `tokens`, none may.
 */
export async function serveDeck(entry: string, port: number, tokens: Tokens = createTokens(), { purpose = 'show', demos, presses = 1, address, plugins = [], onTimer }: ServeDeckOptions = {}): Promise<DeckServer> {
  await assertPortFree(port)
  // Slidev has its print page only in the one mode, and the presenter's only in the other.
  const mode = purpose === 'print'
    ? 'export'
    : 'dev'
  const options = await resolveDeck({ entry }, mode)
  const ownPlugins = [
    // A page that is printed must have all of the style sheet before it is drawn.
    ...purpose === 'show'
      ? [
          createCalmStyleUpdates(),
        ]
      : [],
    createShellMendsPlugin(overviewMends),
    createMaplessPackages(),
    ...demos
      ? [
          createTalkPlanPlugin({ entry, data: options.data, demos }),
        ]
      : [],
    createPressesPlugin(presses),
    createAddressPlugin(address),
    ...plugins,
  ]
  const server = await createServer(
    options,
    {
      logLevel: 'warn',
      clearScreen: false,
      server: {
        host: HOST,
        port,
        strictPort: true,
        // It would cover the slide in every window. Presenters' windows say it in words (`DeckProblem.vue`).
        hmr: { overlay: false },
        ...purpose === 'print' && { watch: null },
      },
      cacheDir: moduleCache(purpose, ownPlugins),
      plugins: ownPlugins,
      slidev: {
        serverRef: {
          onChanged: (key, state: { timer: TalkTimer }) => {
            if (key === 'nav')
              onTimer?.(state.timer)
          },
        },
      },
      optimizeDeps: scannedSources(options),
    },
    {
      // Slidev re-reads the deck when a slide is edited. A changed headmatter or theme takes a restart of `npm start`.
      loadData: async (sources) => {
        try {
          const loaded = await parser.load(options, entry, sources, mode)
          assertWhole(loaded)
          tellProblem(undefined)
          return {
            ...loaded,
            themeMeta: options.data.themeMeta,
            config: parser.resolveConfig(loaded.headmatter, options.data.themeMeta, entry),
          }
        }
        catch (error) {
          // Else Vite would lay the message over the slide, on the projector too.
          const problem = `${errorMessage(withHeadmatterPlace(error, entry))} The windows show the deck as it was before.`
          server.config.logger.error(problem)
          tellProblem(problem)
          return false
        }
      },
    },
  )
  const httpServer = server.httpServer as Server
  let deckProblem: string | undefined
  function tellProblem(problem: string | undefined): void {
    deckProblem = problem
    server.ws.send(DECK_PROBLEM_EVENT, { problem })
  }
  server.ws.on(DECK_PROBLEM_EVENT, (_, window) => window.send(DECK_PROBLEM_EVENT, { problem: deckProblem }))
  guardServer(httpServer, { port, tokens })
  await server.listen()
  return {
    httpServer,
    token: tokens.audience,
    title: options.data.config.title,
    data: options.data,
    slides: options.data.slides.length,
    demoSlides: demoSlides(options.data.slides),
    close: () => server.close(),
  }
}

async function assertPortFree(port: number): Promise<void> {
  for (const host of [HOST, OTHER_LOOPBACK]) {
    const probe = createTcpServer().listen(port, host)
    try {
      await once(probe, 'listening')
    }
    catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code
      if (code === 'EADDRINUSE')
        throw new UsageError(`Port ${port} is already in use, perhaps by another \`npm start\`. Stop that one, or take another port: npm start -- --port ${port + 1}`, { cause })
      // A computer without IPv6 has no listener there.
      if (host === OTHER_LOOPBACK)
        return
      throw new UsageError(`Port ${port} cannot be used (${code}). Take another one: npm start -- --port 3031`, { cause })
    }
    probe.close()
    await once(probe, 'close')
  }
}
