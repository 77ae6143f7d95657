import type { IncomingMessage } from 'node:http'
import type { Plugin } from 'vite'
import type { PracticeClock } from './practice-clock.ts'
import * as v from 'valibot'
import { PRACTICE_PATH, practiceRequest } from '../protocol/practice.ts'

/** Most characters of a request; a real one has some dozen. */
const MAX_CHARS = 1_000

/**
 * Shows a practice clock in presenters' windows (`slides/custom-nav-controls.vue`), and answers them. Who may post at all has been
 * checked by the deck's guard, which stands ahead of this.
 */
export function createPracticePlugin(clock: PracticeClock): Plugin {
  return {
    name: 'practice-clock',
    enforce: 'pre',
    config: () => ({
      define: { 'import.meta.env.CBU_PRACTICE': 'true' },
    }),
    configureServer(vite) {
      vite.middlewares.use(PRACTICE_PATH, (request, response) => {
        void answer(request, clock).then(({ status, body }) => response
          .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
          .end(JSON.stringify(body)))
      })
    },
  }
}

async function answer(request: IncomingMessage, clock: PracticeClock): Promise<{ status: number, body: unknown }> {
  if (request.method !== 'POST') {
    return {
      status: 405,
      body: { error: 'post where the window stands' },
    }
  }
  try {
    clock.take(v.parse(practiceRequest, JSON.parse(await readText(request))))
    return { status: 200, body: clock.state }
  }
  catch (error) {
    return {
      status: 400,
      body: { error: (error as Error).message },
    }
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request as AsyncIterable<string>) {
    text += chunk
    if (text.length > MAX_CHARS)
      throw new RangeError('this is more than where a window stands')
  }
  return text
}
