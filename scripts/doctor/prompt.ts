import type { Locator, Page } from 'playwright-core'
import type { MachineFactory } from '../machines/machine.ts'
import type { Finding } from './finding.ts'
import { examine } from './finding.ts'

/** Milliseconds until a prompt must be there: a first boot of the full machine, emulated on a busy computer, is among what it waits for. */
export const PROMPT_MS = 300_000
/** Milliseconds after which a prompt is late: the hall waits. */
const LATE_MS = 60_000

export interface PromptOptions {
  /** The demo. */
  id: string
  /** Address of its slide. */
  url: string
  machine: MachineFactory
  /** @default PROMPT_MS */
  milliseconds?: number
}

/** The first pane of a demo that a page shows. */
export function paneOf(page: Page, id: string): Locator {
  return page.locator(`.cbu-pane[data-demo="${id}"]:has(.xterm)`).first()
}

/** Opens a demo's slide and waits for a prompt in its terminal. */
export async function examinePrompt(page: Page, { id, url, machine, milliseconds = PROMPT_MS }: PromptOptions): Promise<Finding[]> {
  const remedy = machine.kind === 'embedded' || machine.kind === 'recording'
    ? 'Close what keeps this computer busy, and call the doctor again; without a machine: npm start -- --machine recording'
    : 'See whether another machine answers: npm run doctor -- --machine embedded'
  return await examine({ topic: 'talk', remedy, milliseconds: 2 * PROMPT_MS }, async () => {
    const began = performance.now()
    await page.goto(url)
    const pane = paneOf(page, id)
    const isThere = await pane.locator('.cbu-screen-text', { hasText: /\S/ }).waitFor({ state: 'attached', timeout: milliseconds }).then(() => true, () => false)
    const took = performance.now() - began
    if (!isThere) {
      return [
        {
          grade: 'bad',
          topic: 'talk',
          words: `no prompt on the slide of ${id} within ${seconds(took)} s, ${machine.description}`,
          remedy,
        },
      ]
    }
    if (await pane.getAttribute('data-source') !== 'live') {
      return [
        machine.kind === 'recording'
          ? { grade: 'good', topic: 'talk', words: `${id} plays its recording` }
          : {
              grade: 'bad',
              topic: 'talk',
              words: `${id} plays its recording, for its machine failed, ${machine.description}`,
              remedy,
            },
      ]
    }
    return [
      {
        grade: took > LATE_MS
          ? 'note'
          : 'good',
        topic: 'talk',
        words: `a prompt on the slide of ${id} after ${seconds(took)} s, ${machine.description}`,
        ...took > LATE_MS && { remedy: 'Open the first demo before the talk begins: later ones are made ready while the one before is shown' },
      },
    ]
  })
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}
