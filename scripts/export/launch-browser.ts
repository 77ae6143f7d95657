import type { Browser } from 'playwright-core'
import process from 'node:process'
import { chromium } from 'playwright-core'
import { findBrowser } from './find-browser.ts'

/**
 * Quiet and offline: nothing of the browser's own may ask the network for anything. No sandbox, because as root (in CI, in a
 * container) Chromium starts only without it; it shows pages of this project alone.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless Chromium. Throws `UsageError` where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser()
  return await chromium.launch({
    executablePath,
    args: [
      ...flags,
      ...args,
    ],
    env: {
      ...process.env,
      ...env,
    } as Record<string, string>,
  })
}
