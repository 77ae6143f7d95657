import type { Plugin } from 'vite'
import type { PublishedMachine } from './published-machine.ts'
import { join } from 'node:path'
import { resolveOptions, ViteSlidevPlugin } from '@slidev/cli'
import { build } from 'vite'
import { assertLocalPage } from './assert-local-page.ts'
import { withNotice } from './page-notice.ts'

/** Relative, so that a deck works at any address. */
const BASE = './'

/** What v86 imports where it runs in Node, which no browser does. */
const NOT_FOR_BROWSERS = /externalized for browser compatibility.*\/v86\//s

export interface BuildDeckOptions {
  /** Path of the deck's entry file. */
  entry: string
  /** Folder for the deck's pages. What is in it is removed. */
  folder: string
  machine: PublishedMachine
  /** Told how many modules have been read. */
  onModule: (modules: number) => void
}

/**
 * Builds a deck with Slidev into static files. Slides are addressed by the part of the URL after `#`, because a static host knows no
 * other pages than files. Returns the deck's title and description.
 */
export async function buildDeck({ entry, folder, machine, onModule }: BuildDeckOptions): Promise<{ title: string, info: string }> {
  const options = await resolveOptions({ entry, base: BASE, routerMode: 'hash' }, 'build')
  assertLocalPage(options.utils.indexHtml, entry)
  const page = join(options.userRoot, 'index.html')
  let modules = 0
  await build({
    configFile: false,
    root: options.userRoot,
    base: BASE,
    logLevel: 'warn',
    define: {
      __VUE_PROD_DEVTOOLS__: false,
      __CBU_MACHINE__: JSON.stringify({
        folder: machine.folder,
        bytes: machine.bytes,
      }),
    },
    plugins: [
      createPagePlugin(page, withNotice(options.utils.indexHtml)),
      {
        name: 'count-modules',
        moduleParsed: () => onModule(++modules),
      },
      await ViteSlidevPlugin(options),
    ],
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: { index: page },
        checks: { pluginTimings: false },
        onLog(level, log, show) {
          if (!NOT_FOR_BROWSERS.test(log.message))
            show(level, log)
        },
      },
    },
  })
  return {
    title: options.data.config.title,
    info: String(options.data.config.info),
  }
}

/** Slidev's own page, which is no file. */
function createPagePlugin(page: string, html: string): Plugin {
  return {
    name: 'deck-page',
    resolveId: {
      order: 'pre',
      handler: id => id === page
        ? id
        : null,
    },
    load: {
      order: 'pre',
      handler: id => id === page
        ? html
        : null,
    },
  }
}
