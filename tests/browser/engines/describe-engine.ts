import type { EngineDriver } from './engine-driver.ts'
import process from 'node:process'
import { describe, it } from 'vitest'
import { findProgram } from '../../../scripts/system/find-program.ts'
import { startFirefox } from './firefox.ts'
import { startWebKit } from './webkit.ts'

/** A browser of this computer's that is no Chromium. */
interface Engine {
  name: string
  /** Undefined where it is not installed. */
  find: () => Promise<(() => Promise<EngineDriver>) | undefined>
  /** What has to be installed. */
  needs: string
}

/** Safari itself runs nowhere but on Apple's computers: its engine is tried as WebKitGTK has it. */
const engines: readonly Engine[] = [
  {
    name: 'Firefox',
    needs: 'Firefox (firefox-esr in Debian)',
    async find() {
      const program = await findProgram('firefox-esr') ?? await findProgram('firefox')
      return program === undefined
        ? undefined
        : () => startFirefox(program)
    },
  },
  {
    name: 'WebKitGTK',
    needs: 'WebKitGTK\'s driver and a screen for it (webkit2gtk-driver and xvfb in Debian)',
    async find() {
      const [driver, display] = await Promise.all([
        findProgram('WebKitWebDriver'),
        findProgram('Xvfb'),
      ])
      return driver === undefined || display === undefined
        ? undefined
        : () => startWebKit({ driver, display })
    },
  },
]

/**
 * Describes tests for every engine. Where one is not installed they are skipped, and the report says what is missing; where it was
 * installed for them (`ENGINES=required`) they fail.
 */
export async function describeEngines(tests: (start: () => Promise<EngineDriver>) => void): Promise<void> {
  for (const { name, find, needs } of engines) {
    const start = await find()
    if (start)
      describe(`the site in ${name}`, () => tests(start))
    else if (process.env.ENGINES === 'required')
      throw new Error(`ENGINES=required, and there is no ${needs}.`)
    else
      describe.skip(`the site in ${name}, which cannot be tried here: there is no ${needs}`, () => it('is tried', () => undefined))
  }
}
