import type { ClientMessage } from '../../../scripts/protocol/messages.ts'
import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

let server: TestServer
let audience: TestWindow
beforeEach(async () => {
  server = await startTestServer()
  audience = await TestWindow.open(server, 'audience')
  audience.send({ type: 'open', demo: 'test-demo' })
  await expect.poll(() => audience.last('session')?.state).toBe('ready')
})
afterEach(() => server.close())

describe('a window with the audience\'s token', () => {
  it.each<ClientMessage>([
    {
      type: 'input',
      demo: 'test-demo',
      pane: 'host',
      data: 'echo intruder\r',
    },
    {
      type: 'scroll',
      demo: 'test-demo',
      pane: 'host',
      up: 3,
    },
    { type: 'advance', demo: 'test-demo', to: 1 },
    { type: 'reset', demo: 'test-demo' },
    { type: 'seek', demo: 'test-demo', to: 0 },
    { type: 'switch', demo: 'test-demo', source: 'recording' },
    { type: 'expect', demo: 'test-demo', soon: true },
    { type: 'unexpect' },
  ])('may not $type', async (message) => {
    const presenter = await TestWindow.open(server)
    presenter.send({ type: 'open', demo: 'test-demo' })
    audience.send(message)
    await expect.poll(() => audience.last('refused')).toEqual({ type: 'refused', request: message.type, reason: 'this window may only watch' })
    presenter.send({
      type: 'input',
      demo: 'test-demo',
      pane: 'host',
      data: 'echo $((40 + 2))\r',
    })
    await expect.poll(() => audience.text()).toMatch(/^42$/m)
    expect(audience.text()).not.toContain('intruder')
    expect(audience.last('session')).toMatchObject({ state: 'ready', step: 0 })
    expect(server.machines[0]!.calls).not.toContain('restore')
  })

  it('sees every key that the presenter types', async () => {
    const presenter = await TestWindow.open(server)
    presenter.send({ type: 'open', demo: 'test-demo' })
    presenter.send({
      type: 'input',
      demo: 'test-demo',
      pane: 'other',
      data: 'half a thou',
    })
    await expect.poll(() => audience.text('other')).toMatch(/half a thou$/)
  })

  it('is told that it only watches', async () => {
    await expect.poll(() => audience.last('welcome')).toEqual({ type: 'welcome', role: 'audience', machine: 'on a test machine' })
  })
})
