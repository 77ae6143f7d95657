import type { Browser } from 'playwright-core'
import type { TerminalPage } from './demo-page.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { launchBrowser } from '../browser/launch-browser.ts'
import { freePort } from '../system/free-port.ts'

/** What ttyd's page shows its terminal in. */
const PANE = '.terminal'
/** Between two looks whether ttyd answers. */
const LOOK_MS = 100
/** It does so within a fraction of that. */
const START_MS = 10_000

/**
 * Opens the page that ttyd serves by itself, with a Bash of this computer behind it. Its text is drawn as elements, as on slides: that of its
 * canvas could not be looked for. `ttyd` is the path of the program, from version 1.7.4: https://github.com/tsl0922/ttyd
 */
export async function openTtydPage(ttyd: string, viewport: { width: number, height: number }): Promise<TerminalPage> {
  const port = await freePort()
  // ttyd 1.7.7 does not answer where values are given as `--port=…`.
  const server = spawn(ttyd, [
    '--port',
    String(port),
    '--interface',
    '127.0.0.1',
    '--writable',
    '--client-option',
    'rendererType=dom',
    'bash',
    '--noprofile',
    '--norc',
  ], { stdio: 'ignore' })
  const ended = once(server, 'exit')
  let browser: Browser | undefined
  async function close(): Promise<void> {
    await browser?.close()
    server.kill()
    await ended
  }
  try {
    await untilServed(`http://127.0.0.1:${port}/`)
    browser = await launchBrowser()
    const page = await browser.newPage({ viewport })
    await page.goto(`http://127.0.0.1:${port}/`)
    await page.locator(`${PANE} .xterm-rows`, { hasText: /[$#]/ }).waitFor()
    await page.click(`${PANE} .xterm-screen`)
    return { page, pane: PANE, close }
  }
  catch (error) {
    await close()
    throw error
  }
}

async function untilServed(url: string): Promise<void> {
  const deadline = performance.now() + START_MS
  while (true) {
    try {
      await fetch(url)
      return
    }
    catch (cause) {
      if (performance.now() > deadline)
        throw new Error(`ttyd does not answer at ${url}. It has to be version 1.7.4 or later.`, { cause })
      await setTimeout(LOOK_MS)
    }
  }
}
