import type { Plugin } from 'vite'
import type { PublishedMachine } from './published-machine.ts'
import { join } from 'node:path'
import process from 'node:process'
import { build } from 'vite'
import { createAddressPlugin } from '../deck/talk-address.ts'
import { createPressesPlugin } from '../server/presses-plugin.ts'
import { resolveDeck } from '../slidev/resolve-deck.ts'
import { createShellMendsPlugin, overviewMends, readerMends } from '../slidev/shell-mends.ts'
import { ViteSlidevPlugin } from '../slidev/slidev.ts'
import { assertLocalPage } from './assert-local-page.ts'
import { withMeta } from './page-meta.ts'
import { withNotice } from './page-notice.ts'

/** Relative, so that a deck works at any address. */
const BASE = './'

/** What v86 imports where it runs in Node, which no browser does. */
const NOT_FOR_BROWSERS = /externalized for browser compatibility.*\/v86\//s

/** A file that readers may take along. */
export interface Download {
  /** Its name, in the deck's folder. */
  file: string
  /** What a link to it says. */
  words: string
}

export interface BuildDeckOptions {
  /** Path of the deck's entry file. */
  entry: string
  /** Folder for the deck's pages. What is in it is removed. */
  folder: string
  machine: PublishedMachine
  /** Presses that a typed step takes which does not say so itself. @default 1 */
  presses?: 1 | 2 | undefined
  /** Where readers will find it, as an absolute address. @default nobody knows */
  address?: string | undefined
  /** Files that will stand beside its page. @default none */
  downloads?: readonly Download[]
  /** Told how many modules have been read. */
  onModule: (modules: number) => void
}

/**
 * Builds a deck with Slidev into static files. Slides are addressed by the part of the URL after `#`, because a static host knows no
 * other pages than files. Returns the deck's title and description.
 */
export async function buildDeck({ entry, folder, machine, presses = 1, address, downloads = [], onModule }: BuildDeckOptions): Promise<{ title: string, info: string }> {
  const options = await resolveDeck({ entry, base: BASE, routerMode: 'hash' }, 'build')
  assertLocalPage(options.utils.indexHtml, entry)
  // A site is for readers, who follow no speaker.
  options.utils.define.__SLIDEV_FEATURE_PRESENTER__ = 'false'
  const page = join(options.userRoot, 'index.html')
  const about = {
    title: options.data.config.title,
    info: String(options.data.config.info),
  }
  const html = withMeta(withNotice(options.utils.indexHtml), { ...about, address })
  let modules = 0
  const environment = process.env.NODE_ENV
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
      __CBU_DOWNLOADS__: JSON.stringify(downloads),
    },
    plugins: [
      createPagePlugin(page, html),
      createAddressPlugin(address),
      createPressesPlugin(presses),
      createShellMendsPlugin([
        ...overviewMends,
        ...readerMends,
      ]),
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
  // Vite has set it for production, and what is printed afterwards is served as in development.
  if (environment === undefined)
    delete process.env.NODE_ENV
  return about
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
