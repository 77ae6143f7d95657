import type { ChildProcess } from 'node:child_process'
import type { EngineDriver } from './engine-driver.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { vi } from 'vitest'
import { freePort } from '../../../scripts/system/free-port.ts'

export interface WebKitPrograms {
  /** WebKitGTK's driver, which starts the browser that comes with it. */
  driver: string
  /** Xvfb: WebKitGTK's browser needs a screen. */
  display: string
}

/** Milliseconds within which a page's own answer has to come. */
const SCRIPT_MS = 60_000

/** Starts WebKitGTK's MiniBrowser, driven by WebDriver. It keeps nothing between two sessions. */
export async function startWebKit({ driver, display }: WebKitPrograms): Promise<EngineDriver> {
  const screen = spawn(display, [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1400x900x24',
    '-nolisten',
    'tcp',
  ], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const number = String((await once(screen.stdout, 'data'))[0]).trim()
  const port = await freePort()
  const webkit = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${number}`, GDK_BACKEND: 'x11' },
  })
  const address = `http://127.0.0.1:${port}`
  await vi.waitUntil(() => fetch(`${address}/status`).then(({ ok }) => ok, () => false), SCRIPT_MS)
  const { sessionId } = await command(`${address}/session`, 'POST', {
    capabilities: {
      alwaysMatch: {
        timeouts: { script: SCRIPT_MS },
        unhandledPromptBehavior: 'accept',
      },
    },
  }) as { sessionId: string }
  const session = `${address}/session/${sessionId}`
  return {
    async goto(url) {
      await command(`${session}/url`, 'POST', { url })
    },
    async evaluate(expression) {
      const { text, error } = await command(`${session}/execute/async`, 'POST', {
        script: `const [tell] = arguments; Promise.resolve().then(() => ${expression}).then(text => tell({ text }), error => tell({ error: String(error) }))`,
        args: [],
      }) as { text?: string, error?: string }
      if (text === undefined)
        throw new Error(`The page threw: ${error}`)
      return text
    },
    async perform(actions) {
      await command(`${session}/actions`, 'POST', { actions })
    },
    async resize(width, height) {
      await command(`${session}/window/rect`, 'POST', { width, height })
    },
    async close() {
      await command(session, 'DELETE')
      await end(webkit)
      await end(screen)
    },
  }
}

async function command(url: string, method: 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...body && {
      body: JSON.stringify(body),
    },
  })
  const { value } = await response.json() as { value: unknown }
  if (!response.ok) {
    const { error, message } = value as { error: string, message: string }
    throw new Error(`WebKitGTK answered ${error}: ${message}`)
  }
  return value
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
