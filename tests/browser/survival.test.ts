import type { ChildProcess } from 'node:child_process'
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { SCROLLBACK_LINES } from '../../scripts/protocol/terminal.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { projectRoot } from '../../scripts/system/project-paths.ts'
import { pane, screenOf, sourceOf, stateOf } from '../windows/open-windows.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
/** Longer than any wait of the server's own. */
const LID_CLOSED_MS = 6_000
/** Seconds that the machine's clock may differ from this computer's: it shows whole ones, and takes a moment to say so. */
const CLOCK_TOLERANCE = 3
let server: ChildProcess
let browser: Browser
let presenter: string
let page: Page

const state = (): Promise<string> => stateOf(page, DEMO, 'host')
const screen = (): Promise<string> => screenOf(page, DEMO, 'host')

async function typeLine(line: string): Promise<void> {
  await pane(page, DEMO, 'host').locator('.xterm-screen').click()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}

/** What stands at the very top of the scrollback. */
async function top(): Promise<string> {
  await pane(page, DEMO, 'host').locator('.xterm-screen').click()
  for (let lines = 0; lines < SCROLLBACK_LINES * 1.2; lines += 8)
    await page.keyboard.press('Shift+PageUp')
  // xterm scrolls smoothly: it is there once nothing moves any more.
  await expect.poll(async () => {
    const before = await screen()
    await setTimeout(500)
    return before === await screen() && /^\d+\n\d+\n/.test(before)
  }, SLOW).toBe(true)
  return await screen()
}

beforeAll(async () => {
  const port = await freePort()
  server = spawn('npm', [
    'start',
    '--silent',
    '--',
    '--demo',
    DEMO,
    '--port',
    String(port),
    '--pace',
    'fast',
  ], {
    cwd: projectRoot,
    detached: true,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  })
  let output = ''
  for (const stream of [server.stdout!, server.stderr!])
    stream.on('data', data => output += data)
  await vi.waitFor(() => expect(output).toMatch(/Ctrl-C ends it/), SLOW)
  presenter = /Presenter +(http\S+)/.exec(output)![1]!
  browser = await launchBrowser()
})
beforeEach(async () => {
  page = await browser.newPage()
  await page.goto(presenter)
  await expect.poll(state, SLOW).toMatch(/^ready \d\/9$/)
  await page.getByRole('button', { name: 'Reset' }).first().click()
  await expect.poll(state, SLOW).toBe('ready 0/9')
  await page.keyboard.press('PageDown')
  await expect.poll(state, SLOW).toBe('ready 1/9')
})
afterEach(async () => {
  await page.close()
})
afterAll(async () => {
  await browser.close()
  process.kill(-server.pid!, 'SIGINT')
  await once(server, 'close')
})

describe('a demo that is shown', () => {
  it('survives a closed laptop lid: same session, same step, right clock', async () => {
    await typeLine('echo before the lid')
    await expect.poll(screen, SLOW).toMatch(/\nbefore the lid\n/)
    process.kill(-server.pid!, 'SIGSTOP')
    await setTimeout(LID_CLOSED_MS)
    process.kill(-server.pid!, 'SIGCONT')
    await typeLine('echo "it is $(date +%s)"')
    await expect.poll(screen, SLOW).toMatch(/\nit is \d+\n/)
    const clock = Number(/\nit is (\d+)\n/.exec(await screen())![1])
    expect(Math.abs(clock - Date.now() / 1000)).toBeLessThan(CLOCK_TOLERANCE)
    expect(await screen()).toContain('before the lid')
    expect(await state()).toBe('ready 1/9')
    expect(await sourceOf(page, DEMO, 'host')).toBe('live')
  })

  it('survives a dropped connection: says so, and goes on where it was', async () => {
    const sockets: WebSocketRoute[] = []
    let reachable = true
    await page.routeWebSocket(/__demos/, async (socket) => {
      if (!reachable)
        return await socket.close()
      socket.connectToServer()
      sockets.push(socket)
    })
    await page.reload()
    await expect.poll(state, SLOW).toBe('ready 1/9')
    await typeLine('echo before the drop')
    await expect.poll(screen, SLOW).toMatch(/\nbefore the drop\n/)
    reachable = false
    await sockets.at(-1)!.close()
    await expect.poll(() => page.getByText('The connection to the demo server was lost').filter({ visible: true }).count(), SLOW).toBe(1)
    expect(await page.locator('.cbu-pane[data-state="disconnected"]').count()).toBeGreaterThan(0)
    reachable = true
    await expect.poll(state, SLOW).toBe('ready 1/9')
    await expect.poll(screen, SLOW).toContain('before the drop')
    await page.keyboard.press('Shift+Escape')
    await page.keyboard.press('PageDown')
    await expect.poll(state, SLOW).toBe('ready 2/9')
  })

  it('shows the same scrollback after a reload when it is full, at the same line', async () => {
    await typeLine('seq 1500')
    await expect.poll(screen, SLOW).toMatch(/\n1500\ndemo:~# *\n?$/)
    const first = await top()
    await page.reload()
    await expect.poll(state, SLOW).toBe('ready 1/9')
    // It stands where the talk's windows stand: at the first line that is kept.
    await expect.poll(screen, SLOW).toBe(first)
  })
})
