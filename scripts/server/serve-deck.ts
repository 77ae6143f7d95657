import type { Server } from 'node:http'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { createServer, parser, resolveOptions } from '@slidev/cli'
import { UsageError } from '../usage-error.ts'
import { demoSlides } from './demo-slides.ts'

/** Loopback only: a terminal on a slide is root in a machine, and a hall's Wi-Fi is full of strangers. */
const HOST = '127.0.0.1'

export interface DeckServer {
  readonly httpServer: Server
  /** Title of the deck, from its headmatter. */
  readonly title: string
  /** Demo id → number of the slide it stands on, in the order of the talk. */
  readonly demoSlides: ReadonlyMap<string, number>
  close: () => Promise<void>
}

/** Serves a deck with Slidev on a loopback port. Throws `UsageError` when the port is taken. */
export async function serveDeck(entry: string, port: number): Promise<DeckServer> {
  await assertPortFree(port)
  const options = await resolveOptions({ entry }, 'dev')
  const server = await createServer(
    options,
    {
      logLevel: 'warn',
      clearScreen: false,
      server: { host: HOST, port, strictPort: true },
      // Found by Vite only when the first demo slide is near, and optimizing them then would reload the page mid-talk.
      optimizeDeps: {
        include: ['@xterm/xterm', 'valibot'],
      },
    },
    {
      // Slidev re-reads the deck when a slide is edited. A changed headmatter or theme takes a restart of `npm start`.
      loadData: async (sources) => {
        const loaded = await parser.load(options, entry, sources, 'dev')
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
    demoSlides: demoSlides(options.data.slides),
    close: () => server.close(),
  }
}

async function assertPortFree(port: number): Promise<void> {
  const probe = createTcpServer().listen(port, HOST)
  try {
    await once(probe, 'listening')
  }
  catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE')
      throw new UsageError(`Port ${port} is already in use, perhaps by another \`npm start\`. Stop that one, or take another port: npm start -- --port ${port + 1}`, { cause })
    throw new UsageError(`Port ${port} cannot be used (${code}). Take another one: npm start -- --port 3031`, { cause })
  }
  probe.close()
  await once(probe, 'close')
}
