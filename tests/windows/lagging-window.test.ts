import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clicksOf, openHall, openPair, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page
/** What the projector is to hear of turned pages, once that has begun to come late. */
let late: { text: string, arrive: () => void }[] | undefined

/** The next message that the projector has not heard yet arrives. */
function hear(): string {
  const { text, arrive } = late!.shift()!
  arrive()
  return text
}

const followsLate = 'a window that follows late, where a typed step takes $presses presses'
describe.each([
  { presses: 1, total: 9 },
] as const)(followsLate, followLate)
describe.each([
  { presses: 2, total: 18 },
] as const)(followsLate, { tags: 'variant' }, followLate)

function followLate({ presses, total }: { presses: 1 | 2, total: number }): void {
  beforeAll(async () => {
    hall = await openHall({ presses })
    const context = await hall.newContext({})
    const isDecks = (url: URL): boolean => url.searchParams.has('token') && url.pathname === '/'
    await context.routeWebSocket(isDecks, (page) => {
      page.connectToServer().onMessage((message) => {
        if (late) {
          late.push({
            text: message.toString(),
            arrive: () => page.send(message),
          })
        }
        else {
          page.send(message)
        }
      })
    })
    pair = await openPair(hall, DEMO, context)
    ;({ presenter, projector } = pair)
  })
  afterAll(async () => {
    await hall?.close()
  })

  it('asks for no step that has been taken back meanwhile', async () => {
    await pair.toStart()
    late = []
    await press(presenter, 'PageDown')
    await expect.poll(() => stateOf(projector, DEMO, 'container'), SLOW).toBe(`ready 1/${total}`)
    await presenter.getByRole('button', { name: 'Reset' }).filter({ visible: true }).first().click()
    await expect.poll(() => stateOf(projector, DEMO, 'container'), SLOW).toBe(`ready 0/${total}`)
    while (!/"clicks":1\b/.test(hear()));
    await expect.poll(() => clicksOf(projector), SLOW).toBe('1')
    await wait(1_000)
    expect(await stateOf(presenter, DEMO, 'container')).toBe(`ready 0/${total}`)
    while (late.length > 0)
      hear()
    late = undefined
    await expect.poll(() => clicksOf(projector), SLOW).toBe('0')
  })

  it('stands in the end where the presenter\'s does, and the machine with it', async () => {
    await pair.toStart()
    late = []
    for (const count of [1, 2, 3]) {
      await press(presenter, 'PageDown')
      await expect.poll(() => stateOf(presenter, DEMO, 'container'), SLOW).toBe(`ready ${count}/${total}`)
    }
    await press(presenter, 'PageUp')
    await expect.poll(() => stateOf(presenter, DEMO, 'container'), SLOW).toBe(`ready 2/${total}`)
    while (late.length > 0) {
      hear()
      await wait(50)
    }
    late = undefined
    await expect.poll(() => clicksOf(projector), SLOW).toBe('2')
    await wait(1_000)
    for (const page of [presenter, projector]) {
      expect(clicksOf(page)).toBe('2')
      expect(await stateOf(page, DEMO, 'container')).toBe(`ready 2/${total}`)
    }
    await press(projector, 'PageDown')
    for (const page of [presenter, projector]) {
      await expect.poll(() => clicksOf(page), SLOW).toBe('3')
      await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe(`ready 3/${total}`)
    }
  })
}
