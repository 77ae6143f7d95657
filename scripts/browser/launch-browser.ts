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

export interface LaunchBrowserOptions {
  /** Ctrl-C ends the browser and this process at once. Off where the caller has something to tidy up first. @default true */
  endBySignal?: boolean
  /** More of the browser's own options. @default none */
  flags?: readonly string[]
}

/** Starts a headless Chromium. Throws `UsageError` where there is none. */
export async function launchBrowser({ endBySignal = true, flags: more = [] }: LaunchBrowserOptions = {}): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser()
  return await chromium.launch({
    executablePath,
    handleSIGINT: endBySignal,
    handleSIGTERM: endBySignal,
    handleSIGHUP: endBySignal,
    args: [
      ...flags,
      ...more,
      ...args,
    ],
    env: {
      ...process.env,
      ...env,
    } as Record<string, string>,
  })
}
