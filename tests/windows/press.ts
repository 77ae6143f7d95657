import type { Page } from 'playwright-core'
import { setTimeout } from 'node:timers/promises'
import { BOUNCE_MS } from '../../components/slide/key-bounce.ts'

/** Milliseconds between two presses of a test, which would press faster than a hand can; the browser may hear of the one later than of the next. */
export const PRESS_MS = 3 * BOUNCE_MS

/** Presses a key as a hand does: never so soon after the one before that a clicker's bounce would look the same. */
export async function press(page: Page, key: string): Promise<void> {
  await setTimeout(PRESS_MS)
  await page.keyboard.press(key)
}
