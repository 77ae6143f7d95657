import type { Page } from 'playwright-core'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

interface AxeResults {
  violations: { id: string, help: string, nodes: { target: string[], failureSummary: string }[] }[]
  passes: { id: string }[]
}

/** Fewest rules that find something to look at on any page; with fewer, axe has seen none. */
const FEWEST_RULES = 10

const source = readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe finds on a page as it is now, a line for each element: rule, element, and what to do. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(await source)
  const { violations, passes } = await page.evaluate(() => (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run())
  if (passes.length < FEWEST_RULES)
    throw new Error(`Only ${passes.length} rules of axe applied to ${page.url()}: there is no page yet.`)
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${help}. ${failureSummary}`))
}
