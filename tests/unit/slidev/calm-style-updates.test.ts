import type { HotPayload, ViteDevServer } from 'vite'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { createServer } from 'vite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createCalmStyleUpdates } from '../../../scripts/slidev/calm-style-updates.ts'
import { freePort } from '../../../scripts/system/free-port.ts'

let server: ViteDevServer
let window: WebSocket
let told: string[]

beforeEach(async () => {
  server = await createServer({
    configFile: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: await freePort(), watch: null },
    plugins: [
      createCalmStyleUpdates(),
    ],
  })
  await server.listen()
  told = []
  window = new WebSocket(`ws://127.0.0.1:${server.config.server.port}/?token=${server.config.webSocketToken}`, 'vite-hmr')
  window.on('message', (message) => {
    const payload = JSON.parse(String(message)) as HotPayload
    if (payload.type === 'update')
      told.push(...payload.updates.map(({ path, timestamp }) => `${path} ${timestamp}`))
  })
  await once(window, 'open')
})
afterEach(async () => {
  window.terminate()
  await server.close()
})

/** What UnoCSS sends when it has read a module, and what Vite sends when a file has changed. */
function change(path: string, timestamp: number): void {
  server.ws.send({
    type: 'update',
    updates: [
      {
        type: 'js-update',
        path,
        acceptedPath: path,
        timestamp,
      },
    ],
  })
}

it('tells windows of many changes of the style sheet in a row once, of the last', async () => {
  for (let module = 1; module <= 40; module++)
    change('/@id/__x00__/__uno.css', module)
  await expect.poll(() => told).toEqual(['/@id/__x00__/__uno.css 40'])
  change('/@id/__x00__/__uno.css', 41)
  await expect.poll(() => told).toEqual(['/@id/__x00__/__uno.css 40', '/@id/__x00__/__uno.css 41'])
})

it('tells them of other changes at once, and of the style sheet although its changes do not end', async () => {
  let module = 0
  while (told.filter(each => each.startsWith('/__uno.css')).length < 2) {
    change('/__uno.css', ++module)
    change('/slide.md', module)
    await setTimeout(20)
  }
  expect(told.filter(each => each.startsWith('/slide.md')).length).toBeGreaterThan(10)
})
