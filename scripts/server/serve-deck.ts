import type { SlidevData } from '@slidev/types'
import type { Server } from 'node:http'
import type { Plugin } from 'vite'
import type { Tokens } from './tokens.ts'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { createServer, parser, resolveOptions } from '@slidev/cli'
import { UsageError } from '../usage-error.ts'
import { createDeckGuard } from './deck-guard.ts'
import { demoSlides } from './demo-slides.ts'
import { createTokens } from './tokens.ts'

/** Loopback only: a terminal on a slide is root in a machine, and a hall's Wi-Fi is full of strangers. */
const HOST = '127.0.0.1'
/** Browsers try this one too for `localhost`; another server there would get the speaker's windows, and their token. */
const OTHER_LOOPBACK = '::1'

export interface ServeDeckOptions {
  /** To be shown, with windows that follow changes of the deck's files; or to be printed, as the files are now. @default 'show' */
  purpose?: 'show' | 'print'
  /** What else the server does, after the guard. @default nothing */
  plugins?: Plugin[]
}

export interface DeckServer {
  readonly httpServer: Server
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
 * Serves a deck with Slidev on a loopback port. Throws `UsageError` when the port is taken.
 * Only windows that were opened with the presenter's token may change the deck; without `tokens`, none may.
 */
export async function serveDeck(entry: string, port: number, tokens: Tokens = createTokens(), { purpose = 'show', plugins = [] }: ServeDeckOptions = {}): Promise<DeckServer> {
  await assertPortFree(port)
  // Slidev has its print page only in the one mode, and the presenter's only in the other.
  const mode = purpose === 'print'
    ? 'export'
    : 'dev'
  const options = await resolveOptions({ entry }, mode)
  const server = await createServer(
    options,
    {
      logLevel: 'warn',
      clearScreen: false,
      server: {
        host: HOST,
        port,
        strictPort: true,
        ...purpose === 'print' && { watch: null },
      },
      plugins: [
        {
          name: 'deck-guard',
          // Ahead of Slidev's own endpoints.
          enforce: 'pre',
          configureServer: vite => void vite.middlewares.use(createDeckGuard({ port, tokens })),
        },
        ...plugins,
      ],
      // Found by Vite only when the first demo slide is near, and optimizing them then would reload the page mid-talk.
      optimizeDeps: {
        include: [
          '@xterm/xterm',
          '@xterm/headless',
          '@xterm/addon-serialize',
          'valibot',
        ],
      },
    },
    {
      // Slidev re-reads the deck when a slide is edited. A changed headmatter or theme takes a restart of `npm start`.
      loadData: async (sources) => {
        const loaded = await parser.load(options, entry, sources, mode)
        return {
          ...loaded,
          themeMeta: options.data.themeMeta,
          config: parser.resolveConfig(loaded.headmatter, options.data.themeMeta, entry),
        }
      },
    },
  )
  await server.listen()
  return {
    httpServer: server.httpServer as Server,
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
      // A computer without IPv6 has nobody there.
      if (host === OTHER_LOOPBACK)
        return
      throw new UsageError(`Port ${port} cannot be used (${code}). Take another one: npm start -- --port 3031`, { cause })
    }
    probe.close()
    await once(probe, 'close')
  }
}
