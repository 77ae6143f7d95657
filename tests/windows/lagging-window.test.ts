import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

beforeAll(async () => {
  hall = await openHall()
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

it('a window that follows late asks for no step that has been taken back meanwhile', async () => {
  await pair.toStart()
  late = []
  await press(presenter, 'PageDown')
  await expect.poll(() => stateOf(projector, DEMO, 'container'), SLOW).toBe('ready 1/9')
  await presenter.getByRole('button', { name: 'Reset' }).filter({ visible: true }).first().click()
  await expect.poll(() => stateOf(projector, DEMO, 'container'), SLOW).toBe('ready 0/9')
  while (!/"clicks":1\b/.test(hear()));
  await expect.poll(() => clicksOf(projector), SLOW).toBe('1')
  await wait(1_000)
  expect(await stateOf(presenter, DEMO, 'container')).toBe('ready 0/9')
  while (late.length > 0)
    hear()
  late = undefined
  await expect.poll(() => clicksOf(projector), SLOW).toBe('0')
})
