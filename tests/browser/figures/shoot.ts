/**
 * Pictures of a live figure, to look at: `npx node tests/browser/figures/shoot.ts ProcessTree DIR [part of a case's name]` writes each case
 * narrow and wide, light and dark, and prints what is wrong with its geometry.
 */
import type { LiveFigure } from '../../../demos/define.ts'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { figureCases } from './figure-cases.ts'
import { findFigureFaults } from './figure-faults.ts'
import { figureRooms, openFigurePage } from './figure-page.ts'

const [figure, folder, wanted = ''] = process.argv.slice(2)
if (!figure || !folder)
  throw new Error('Say which figure, and the folder for its pictures.')

await mkdir(folder, { recursive: true })
const { page, show, close } = await openFigurePage()
page.on('pageerror', error => console.error(error))
page.on('console', message => message.type() === 'error' || message.type() === 'warning'
  ? console.error(message.text())
  : undefined)
for (const { name, samples } of await figureCases(figure as LiveFigure)) {
  if (!name.includes(wanted))
    continue
  for (const [room, { width, height, smallest }] of Object.entries(figureRooms)) {
    for (const theme of ['light', 'dark'] as const) {
      await show({
        figure,
        samples,
        width,
        height,
        theme,
      })
      for (const fault of await page.evaluate(findFigureFaults, smallest))
        console.log(`${name}, ${room}, ${theme}: ${fault}`)
      await page.locator('#box').screenshot({
        path: join(folder, `${name.replaceAll(' ', '-')}-${room}-${theme}.png`),
      })
    }
  }
}
await close()
