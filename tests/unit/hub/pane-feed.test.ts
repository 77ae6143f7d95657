import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Pane } from '../../../scripts/engine/pane.ts'
import { PaneFeed } from '../../../scripts/hub/pane-feed.ts'
import { HIGH_WATER_CHARS } from '../../../scripts/protocol/messages.ts'

const machine = new LocalMachine()
let pane: Pane
beforeEach(async () => {
  pane = new Pane({
    name: 'host',
    title: 'host',
    columns: 60,
    rows: 18,
    user: 'root',
  })
  pane.attach(await machine.openShell({ columns: 60, rows: 18 }))
})
afterEach(async () => {
  pane.dispose()
  await machine.stop()
})

describe('the feed of a pane', () => {
  it('gives a window that keeps falling behind a few screens a second, not one per acknowledgement', async () => {
    let sent = 0
    let screens = 0
    const feed = new PaneFeed(pane, (message) => {
      sent += message.data.length
      if (message.type === 'screen')
        screens++
      if (sent <= HIGH_WATER_CHARS)
        return
      // As quickly as the quickest window could.
      sent = 0
      setImmediate(() => feed.acknowledge(HIGH_WATER_CHARS * 2))
    })
    const begun = performance.now()
    pane.write('yes "all work and no play" | head -c 5000000; echo; echo "the" end\r')
    await expect.poll(() => pane.screen.text).toMatch(/^the end$/m)
    expect(screens).toBeGreaterThan(0)
    expect(screens).toBeLessThanOrEqual((performance.now() - begun) / 100 + 1)
    feed.dispose()
  })

  it('sends nothing any more once it is disposed of, not even a screen that was due', async () => {
    let messages = 0
    const feed = new PaneFeed(pane, () => messages++)
    feed.refresh()
    pane.write('yes | head -c 1000000; echo "the" end\r')
    await expect.poll(() => pane.screen.text).toMatch(/^the end$/m)
    const before = messages
    feed.acknowledge(Number.MAX_SAFE_INTEGER)
    feed.dispose()
    const upToDate = new PaneFeed(pane, () => messages++)
    upToDate.dispose()
    pane.write('echo "really" the end\r')
    await expect.poll(() => pane.screen.text).toMatch(/^really the end$/m)
    expect(messages).toBe(before)
  })
})
