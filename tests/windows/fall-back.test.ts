import type { Worker } from 'node:worker_threads'
import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MachineClient } from '../../scripts/machines/embedded/core/machine-client.ts'
import { builtImage } from '../../scripts/machines/embedded/create-embedded-machine.ts'
import { connectWorker, startMachineWorker } from '../../scripts/machines/embedded/worker-port.ts'
import { openHall, openPair, pane, screenOf, sourceOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
/** Threads that machines compute in, the latest last, so that one can have an accident. */
const workers: Worker[] = []
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

const state = (page: Page): Promise<string> => stateOf(page, DEMO, 'container')
const source = (page: Page): Promise<string | null> => sourceOf(page, DEMO, 'container')
const screen = (page: Page, name = 'container'): Promise<string> => screenOf(page, DEMO, name)

async function next(step: number): Promise<void> {
  await press(presenter, 'PageDown')
  for (const page of [presenter, projector])
    await expect.poll(() => state(page), SLOW).toBe(`ready ${step}/9`)
}

beforeAll(async () => {
  hall = await openHall({
    machine: {
      kind: 'embedded',
      description: 'on a machine that can have an accident',
      create: () => new MachineClient({
        connect: () => {
          workers.push(startMachineWorker())
          return connectWorker(workers.at(-1)!)
        },
        image: builtImage,
      }),
    },
  })
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
beforeEach(async () => {
  await pair.toStart()
})
afterAll(async () => {
  await hall.close()
})

describe('a demo whose emulator is killed', () => {
  it('goes on from its recording at the same step in both windows, and live again by a key', async () => {
    await next(1)
    await pane(presenter, DEMO, 'host').locator('.xterm-screen').click()
    await presenter.keyboard.type('echo typed by hand')
    await expect.poll(() => screen(projector, 'host'), SLOW).toContain('typed by hand')
    await press(presenter, 'Shift+Escape')

    await workers.at(-1)!.terminate()
    for (const page of [presenter, projector])
      await expect.poll(() => source(page), SLOW).toBe('recording')
    for (const page of [presenter, projector]) {
      await expect.poll(() => state(page), SLOW).toBe('ready 1/9')
      await expect.poll(() => screen(page), SLOW).toContain('Cannot allocate memory')
      expect(await page.getByText(/recording of \d+ \w+ \d{4}/).filter({ visible: true }).count()).toBe(1)
    }
    expect(await presenter.getByText('The recording goes on at the same step.').filter({ visible: true }).count()).toBe(1)
    expect(await projector.getByText('The recording goes on at the same step.').filter({ visible: true }).count()).toBe(0)

    await next(2)
    await next(3)
    expect(await source(projector)).toBe('recording')
    await expect.poll(() => screen(projector), SLOW).toContain('I am PID 1')

    await press(presenter, 'r')
    for (const page of [presenter, projector]) {
      await expect.poll(() => source(page), SLOW).toBe('live')
      await expect.poll(() => state(page), SLOW).toBe('ready 3/9')
    }
    await next(4)
    await expect.poll(() => screen(projector), SLOW).toMatch(/1 init/)
  })

  it('keeps what was typed above the recording, in the terminal\'s scrollback', async () => {
    await pane(presenter, DEMO, 'host').locator('.xterm-screen').click()
    await presenter.keyboard.type('echo typed by hand')
    await expect.poll(() => screen(presenter, 'host'), SLOW).toContain('typed by hand')
    await workers.at(-1)!.terminate()
    await expect.poll(() => source(presenter), SLOW).toBe('recording')
    await expect.poll(() => screen(presenter, 'host'), SLOW).not.toContain('typed by hand')
    const host = pane(presenter, DEMO, 'host').locator('.xterm-screen')
    await host.hover()
    await expect.poll(async () => {
      await presenter.mouse.wheel(0, -1_000)
      return await screen(presenter, 'host')
    }, SLOW).toMatch(/echo typed by hand\n live until here, from here a recording/)
  })
})

describe('a demo played from its recording by choice', () => {
  it('goes forward and back with the clicker, and shows the same to a window that comes late', async () => {
    await press(presenter, 'r')
    await expect.poll(() => source(projector), SLOW).toBe('recording')
    await next(1)
    await next(2)
    await next(3)
    await press(presenter, 'PageUp')
    for (const page of [presenter, projector])
      await expect.poll(() => state(page), SLOW).toBe('ready 2/9')
    await expect.poll(() => screen(projector), SLOW).not.toContain('I am PID 1')
    const late = await hall.open('projector', DEMO)
    await expect.poll(() => state(late), SLOW).toBe('ready 2/9')
    await expect.poll(async () => await screen(late) === await screen(projector), SLOW).toBe(true)
    await next(3)
    await presenter.reload()
    await expect.poll(() => state(presenter), SLOW).toBe('ready 3/9')
    expect(await source(presenter)).toBe('recording')
  })
})
