import type { Page } from 'playwright-core'
import type { ShownFigure } from './harness/page.ts'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { createServer } from 'vite'
import { launchBrowser } from '../../../scripts/browser/launch-browser.ts'
import { freePort } from '../../../scripts/system/free-port.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

/** Room that figures get: beside the panes of a demo, and alone on a slide. */
export const figureRooms = {
  narrow: { width: 280, height: 430, smallest: 14 },
  wide: { width: 872, height: 380, smallest: 20 },
} as const
export type FigureRoom = keyof typeof figureRooms

/** A browser's page that shows one live figure after the other. */
export interface FigurePage {
  page: Page
  show: (figure: ShownFigure) => Promise<void>
  close: () => Promise<void>
}

/** Opens it; figures are compiled as in a deck, but nothing of Slidev runs. */
export async function openFigurePage(): Promise<FigurePage> {
  const port = await freePort()
  const server = await createServer({
    configFile: false,
    root: projectRoot,
    cacheDir: join(projectRoot, 'node_modules/.cache/live-figures'),
    logLevel: 'error',
    plugins: [
      vue(),
    ],
    optimizeDeps: {
      noDiscovery: true,
      include: ['vue', 'valibot'],
    },
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      ws: false,
      watch: null,
    },
  })
  await server.listen()
  const browser = await launchBrowser()
  const page = await browser.newPage({
    viewport: { width: 1000, height: 600 },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  })
  await page.goto(`http://127.0.0.1:${port}/tests/browser/figures/harness/index.html`)
  await page.waitForFunction('window.showFigure !== undefined')
  return {
    page,
    show: figure => page.evaluate(async shown => await window.showFigure(shown), figure),
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}
