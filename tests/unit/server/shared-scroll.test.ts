import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const demo = 'test-demo'
let server: TestServer
let presenter: TestWindow
let projector: TestWindow

async function openWindow(): Promise<TestWindow> {
  const window = await TestWindow.open(server)
  window.send({ type: 'open', demo })
  await expect.poll(() => window.last('session')?.state).toBe('ready')
  return window
}

beforeEach(async () => {
  server = await startTestServer()
  presenter = await openWindow()
  projector = await openWindow()
  presenter.send({
    type: 'scroll',
    demo,
    pane: 'host',
    up: 12,
  })
  await expect.poll(() => projector.last('scroll')).toEqual({
    type: 'scroll',
    demo,
    pane: 'host',
    up: 12,
  })
})
afterEach(() => server.close())

describe('a pane that a presenter\'s window has scrolled', () => {
  it('is scrolled in the others, and not told back', async () => {
    projector.send({
      type: 'scroll',
      demo,
      pane: 'host',
      up: 0,
    })
    await expect.poll(() => presenter.last('scroll')).toMatchObject({ up: 0 })
    expect(presenter.count('scroll')).toBe(1)
    expect(projector.count('scroll')).toBe(1)
  })

  it('is scrolled in a window that comes late, until a step begins', async () => {
    const late = await openWindow()
    await expect.poll(() => late.last('scroll')).toMatchObject({ pane: 'host', up: 12 })
    presenter.send({ type: 'advance', demo, to: 1 })
    await expect.poll(() => late.last('session')).toMatchObject({ state: 'ready', step: 1 })
    const later = await openWindow()
    await expect.poll(() => later.count('screen')).toBe(2)
    expect(later.count('scroll')).toBe(0)
  })
})
