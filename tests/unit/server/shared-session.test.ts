import type { TestServer } from '../../fixtures/test-server.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const demo = 'test-demo'
let server: TestServer
let folder: string
let log: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shared-session-'))
  log = join(folder, 'log')
  server = await startTestServer([
    {
      steps: [
        { pane: 'host', type: `echo one | tee -a ${log}` },
        { pane: 'other', type: `seq 100; echo two >> ${log}` },
        { pane: 'host', type: `echo begun; until test -e ${folder}/go; do sleep 0.05; done; echo three | tee -a ${log}` },
      ],
    },
  ])
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function openWindow(): Promise<TestWindow> {
  const window = await TestWindow.open(server)
  window.send({ type: 'open', demo })
  return window
}

async function reach(window: TestWindow, state: string, step: number): Promise<void> {
  await expect.poll(() => window.last('session')).toMatchObject({ state, step })
}

describe('windows of one demo', () => {
  it('that all see the same click have it typed once', async () => {
    const windows = await Promise.all([
      openWindow(),
      openWindow(),
      openWindow(),
    ])
    for (const to of [1, 2, 1]) {
      for (const window of windows)
        window.send({ type: 'advance', demo, to })
    }
    for (const window of windows)
      await reach(window, 'ready', 2)
    expect(await readFile(log, 'utf8')).toBe('one\ntwo\n')
    expect(server.machines).toHaveLength(1)
    for (const pane of ['host', 'other']) {
      await expect.poll(() => windows[1]!.everything(pane)).toEqual(windows[0]!.everything(pane))
      await expect.poll(() => windows[2]!.everything(pane)).toEqual(windows[0]!.everything(pane))
    }
  })

  it('show the same screen, scrollback and cursor when they join late', async () => {
    const first = await openWindow()
    first.send({ type: 'advance', demo, to: 2 })
    await reach(first, 'ready', 2)
    first.send({
      type: 'input',
      demo,
      pane: 'other',
      data: 'printf "\\e[31mred\\e[0m \\e[4;9Hthere\\e7\\n"; \x02\x02',
    })
    await expect.poll(() => first.text('other')).toContain('there')
    const late = await openWindow()
    await reach(late, 'ready', 2)
    for (const pane of ['host', 'other']) {
      await expect.poll(() => late.everything(pane)).toEqual(first.everything(pane))
      expect(late.terminal(pane).buffer.active.length).toBe(first.terminal(pane).buffer.active.length)
    }
    expect(first.terminal('other').buffer.active.baseY).toBeGreaterThan(50)
    late.send({
      type: 'input',
      demo,
      pane: 'host',
      data: 'echo $((40 + 2))\r',
    })
    await expect.poll(() => first.text()).toMatch(/^42$/m)
    await expect.poll(() => late.everything()).toEqual(first.everything())
  })

  it('show no pieces of an escape sequence in whose middle they join', async () => {
    const first = await openWindow()
    await reach(first, 'ready', 0)
    first.send({
      type: 'input',
      demo,
      pane: 'host',
      data: `printf 'half \\033[3'; read -s; printf '1mwhole\\033[0m\\n'\r`,
    })
    await expect.poll(() => first.text()).toMatch(/^half/m)
    const late = await openWindow()
    await reach(late, 'ready', 0)
    late.send({
      type: 'input',
      demo,
      pane: 'host',
      data: '\r',
    })
    await expect.poll(() => first.text()).toMatch(/^half whole$/m)
    await expect.poll(() => late.everything()).toEqual(first.everything())
  })

  it('go on where they were when one reloads in the middle of a step', async () => {
    const before = await openWindow()
    before.send({ type: 'advance', demo, to: 3 })
    await reach(before, 'typing', 3)
    await expect.poll(() => before.text()).toMatch(/^begun$/m)
    before.socket.terminate()
    const after = await openWindow()
    after.send({ type: 'advance', demo, to: 3 })
    await reach(after, 'typing', 3)
    await expect.poll(() => after.text()).toMatch(/^begun$/m)
    after.send({
      type: 'input',
      demo,
      pane: 'other',
      data: `touch ${folder}/go\r`,
    })
    await reach(after, 'ready', 3)
    expect(await readFile(log, 'utf8')).toBe('one\ntwo\nthree\n')
    expect(server.machines).toHaveLength(1)
  })

  it('all start over when one resets in the middle of a step, and lose no click that follows at once', async () => {
    const [first, second] = [await openWindow(), await openWindow()]
    first.send({ type: 'advance', demo, to: 3 })
    await reach(first, 'typing', 3)
    await expect.poll(() => second.text()).toMatch(/^begun$/m)
    await rm(log)
    first.send({ type: 'reset', demo })
    first.send({ type: 'advance', demo, to: 1 })
    for (const window of [first, second]) {
      await reach(window, 'ready', 1)
      await expect.poll(() => window.text()).toMatch(/^one$/m)
      expect(window.text()).not.toContain('begun')
      expect(window.text('other')).not.toContain('100')
    }
    expect(await readFile(log, 'utf8')).toBe('one\n')
  })

  it('show nothing of a flood that was running when one reset', async () => {
    const window = await openWindow()
    await reach(window, 'ready', 0)
    for (let round = 0; round < 3; round++) {
      window.send({
        type: 'input',
        demo,
        pane: 'host',
        data: 'yes from before\r',
      })
      await expect.poll(() => window.text()).toMatch(/^from before$/m)
      const { calls } = server.machines[0]!
      const opened = calls.length
      const told = window.count('session')
      window.send({ type: 'reset', demo })
      await expect.poll(() => calls.slice(opened).filter(call => call === 'openShell')).toHaveLength(2)
      // The flood is long: the last that the window has read may still be that the demo was ready before the reset.
      await expect.poll(() => window.count('session')).toBeGreaterThan(told)
      await reach(window, 'ready', 0)
      window.send({
        type: 'input',
        demo,
        pane: 'host',
        data: 'echo $((40 + 2))\r',
      })
      await expect.poll(() => window.text()).toMatch(/^42$/m)
      expect(window.text()).not.toContain('before')
    }
  })

  it('are ready again after hundreds of resets and clicks in a row', async () => {
    const [first, second] = [await openWindow(), await openWindow()]
    await reach(first, 'ready', 0)
    for (let round = 0; round < 15; round++) {
      first.send({ type: 'reset', demo })
      for (let click = 0; click < 10; click++)
        second.send({ type: 'advance', demo, to: 2 })
    }
    first.send({ type: 'reset', demo })
    await expect.poll(() => server.machines[0]!.calls.filter(call => call === 'restore').length).toBeGreaterThan(0)
    await expect.poll(() => first.last('session')).toMatchObject({ state: 'ready' })
    second.send({ type: 'advance', demo, to: 2 })
    await reach(second, 'ready', 2)
    expect(server.machines[0]!.calls.filter(call => call === 'restore').length).toBeLessThanOrEqual(16)
  })

  it('are told when the machine dies, and get a new one by a reset', async () => {
    const [first, second] = [await openWindow(), await openWindow()]
    await reach(second, 'ready', 0)
    server.machines[0]!.die(new Error('The emulator stopped.'))
    for (const window of [first, second])
      await expect.poll(() => window.last('session')).toMatchObject({ state: 'failed', message: 'The emulator stopped.' })
    second.send({ type: 'reset', demo })
    await reach(first, 'ready', 0)
    expect(server.machines).toHaveLength(2)
  })
})
