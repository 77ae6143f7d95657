import type { ChildProcess } from 'node:child_process'
import type { EngineDriver } from './engine-driver.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { WebSocket } from 'ws'

/** Nothing of the browser's own may ask the network for anything; what else automation needs, Firefox sets by itself (`remote.prefs.recommended`). */
const preferences = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
}

interface Answer {
  id?: number
  type: 'success' | 'error' | 'event'
  result?: unknown
  error?: string
  message?: string
}

/** Starts a Firefox as distributions have it, without a screen, driven by WebDriver BiDi. */
export async function startFirefox(program: string): Promise<EngineDriver> {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'))
  await writeFile(join(profile, 'user.js'), Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});\n`).join(''))
  const firefox = spawn(program, [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port=0',
    'about:blank',
  ], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile },
  })
  const send = await connect(await addressOf(firefox))
  await send('session.new', {
    capabilities: {
      alwaysMatch: {
        unhandledPromptBehavior: { default: 'dismiss', beforeUnload: 'accept' },
      },
    },
  })
  // The window that it starts with never gets the focus, and tells no element of it.
  const { context } = await send('browsingContext.create', { type: 'window' }) as { context: string }
  return {
    async goto(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async evaluate(expression) {
      const { result, exceptionDetails } = await send('script.evaluate', {
        expression,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      }) as { result?: { value: string }, exceptionDetails?: { text: string } }
      if (!result)
        throw new Error(`The page threw: ${exceptionDetails?.text}`)
      return result.value
    },
    async perform(actions) {
      await send('input.performActions', { context, actions })
    },
    async resize(width, height) {
      await send('browsingContext.setViewport', {
        context,
        viewport: { width, height },
      })
    },
    async close() {
      const ended = once(firefox, 'exit')
      await send('browser.close', {})
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Where it listens, as it says when it does. */
async function addressOf(firefox: ChildProcess): Promise<string> {
  let said = ''
  return await new Promise((resolve, reject) => {
    firefox.stderr!.on('data', (data: unknown) => {
      said += String(data)
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1]
      if (address)
        resolve(`${address}/session`)
    })
    firefox.once('error', reject)
    firefox.once('exit', code => reject(new Error(`Firefox ended with ${code} before it listened: ${said}`)))
  })
}

async function connect(address: string): Promise<(method: string, params: object) => Promise<unknown>> {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Answer
    const asked = waiting.get(answer.id ?? -1)
    waiting.delete(answer.id ?? -1)
    if (answer.type === 'error')
      asked?.reject(new Error(`Firefox answered ${answer.error}: ${answer.message}`))
    else
      asked?.resolve(answer.result)
  })
  socket.on('close', () => {
    for (const { reject } of waiting.values())
      reject(new Error('Firefox has ended.'))
  })
  let count = 0
  return async (method, params) => {
    const asked = Promise.withResolvers<unknown>()
    waiting.set(++count, asked)
    socket.send(JSON.stringify({ id: count, method, params }))
    return await asked.promise
  }
}
