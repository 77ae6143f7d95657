import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { UsageError } from '../base/usage-error.ts'
import { carriedBrowser } from './carried-browser.ts'

/** A Chromium to start with playwright-core. */
export interface FoundBrowser {
  executablePath: string
  /** What this build of it needs besides the usual flags. */
  args: readonly string[]
  /** Environment variables to add. */
  env: Readonly<Record<string, string>>
}

// Playwright's own channels know Chrome and Edge at their usual places, but no distribution's Chromium and no Chromium on macOS.

/** Names under which Linux distributions install Chromium and Chrome. */
const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const windowsPaths = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/**
 * Finds a Chromium for tests and export: the one named by `CHROMIUM_PATH`, one that is installed, or on Linux x64 the one that the
 * npm package `@sparticuz/chromium` carries. Throws `UsageError` that says what to install.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!await isExecutable(named))
      throw new UsageError(`CHROMIUM_PATH names ${named}, which is not a program that can be started. Correct it, or unset it to have a browser looked for.`)
    return { executablePath: named, args: [], env: {} }
  }
  for (const candidate of candidates()) {
    if (await isExecutable(candidate))
      return { executablePath: candidate, args: [], env: {} }
  }
  const carried = await carriedBrowser()
  if (carried)
    return carried
  throw new UsageError('Found no browser for tests and export. Install Chromium, Google Chrome or Microsoft Edge, or name one: CHROMIUM_PATH=/path/to/chrome npm test')
}

function candidates(): string[] {
  switch (process.platform) {
    case 'darwin':
      return macPaths
    case 'win32':
      return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter(folder => folder !== undefined)
        .flatMap(folder => windowsPaths.map(path => join(folder, path)))
    default:
      return (process.env.PATH ?? '').split(delimiter).flatMap(folder => linuxNames.map(name => join(folder, name)))
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(() => true, () => false)
}
