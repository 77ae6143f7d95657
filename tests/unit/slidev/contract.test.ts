import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

/** Something inside Slidev that it promises to nobody and this project stands on. */
interface Reliance {
  /** Files below `node_modules/`, of which one has to have all of the words. */
  files: string
  words: readonly string[]
  /** Where this project breaks without it. */
  usedBy: string
}

/** What no type and no other unit test would miss after an upgrade. How a deck is read is in `tests/unit/deck/deck-chapters.test.ts`. */
const reliances: Readonly<Record<string, Reliance>> = {
  'useSlideContext gives navigation, clicks, page, render context, scale and zoom': {
    files: '@slidev/client/context.ts',
    words: [
      'export function useSlideContext()',
      '$nav',
      '$clicksContext',
      '$page',
      '$renderContext',
      '$scale',
      '$zoom',
    ],
    usedBy: 'scripts/slidev/client.d.ts',
  },
  'useNav says where a window stands': {
    files: '@slidev/client/composables/useNav.ts',
    words: [
      'currentSlideNo',
      'queryClicks',
      'hasPrimarySlide',
      'isPlaying',
      'isPresenter',
      'isPrintMode',
      'isPrintWithClicks',
    ],
    usedBy: 'scripts/slidev/client.d.ts',
  },
  'shortcuts can be locked': {
    files: '@slidev/client/state/storage.ts',
    words: ['export function lockShortcuts('],
    usedBy: 'components/terminal/usePaneKeys.ts',
  },
  'the state that windows share is server-reactive:nav': {
    files: '@slidev/client/state/shared.ts',
    words: [`from 'server-reactive:nav'`],
    usedBy: 'components/slide/shared-position.ts, scripts/server/deck-guard.ts',
  },
  'it tells pages with lastUpdate of a viewer or presenter': {
    files: '@slidev/client/state/shared.ts',
    words: ['clicksTotal', 'lastUpdate', `'presenter'`],
    usedBy: 'components/slide/shared-position.ts',
  },
  'its members with $ are those of vite-plugin-vue-server-ref': {
    files: 'vite-plugin-vue-server-ref/dist/*.mjs',
    words: [
      `'$syncUp'`,
      `'$patch'`,
      `'$onSet'`,
      `'$onPatch'`,
    ],
    usedBy: 'components/slide/shared-position.ts',
  },
  'all windows are told what the server takes from one of them': {
    files: 'vite-plugin-vue-server-ref/dist/index.mjs',
    words: [`const WS_EVENT = "vue-server-ref"`, 'data: { ...payload, key }'],
    usedBy: 'components/slide/useSharedPosition.ts',
  },
  'other state is shared as drawings and snapshots': {
    files: '@slidev/client/state/*.ts',
    words: [`from 'server-reactive:drawings?diff'`],
    usedBy: 'scripts/server/deck-guard.ts',
  },
  'agents are served at /__mcp': {
    files: '@slidev/cli/dist/*.mjs',
    words: ['"/__mcp"'],
    usedBy: 'scripts/server/deck-guard.ts',
  },
  'the route of a slide is called play': {
    files: '@slidev/client/setup/routes.ts',
    words: [`name: 'play'`],
    usedBy: 'components/slide/useSharedPosition.ts',
  },
  'built decks are told that they have no server': {
    files: '@slidev/cli/dist/*.mjs',
    words: ['__SLIDEV_HAS_SERVER__'],
    usedBy: 'components/slide/useSharedPosition.ts, components/terminal/published.ts',
  },
  'a printed page is a .print-slide-container': {
    files: '@slidev/client/internals/PrintSlideClick.vue',
    words: ['print-slide-container'],
    usedBy: 'scripts/export/print-page.ts, scripts/export/handout.ts',
  },
  'a slide that is still loading has .slidev-slide-loading': {
    files: '@slidev/client/internals/SlideLoading.vue',
    words: ['slidev-slide-loading'],
    usedBy: 'scripts/export/print-page.ts',
  },
  'the presenter view has a bar at its bottom, and a part for the slide': {
    files: '@slidev/client/pages/presenter.vue',
    words: ['slidev-presenter', 'grid-section bottom', 'grid-section main'],
    usedBy: 'components/clock/SpeakerStrip.vue, components/slide/BlankControl.vue',
  },
  'a deck may add controls': {
    files: '@slidev/client/internals/NavControls.vue',
    words: ['custom-nav-controls'],
    usedBy: 'custom-nav-controls.vue',
  },
  'the arrows up and down are shortcuts with names': {
    files: '@slidev/client/setup/shortcuts.ts',
    words: [`name: 'next_down'`, `name: 'prev_up'`],
    usedBy: 'setup/shortcuts.ts',
  },
  'any other state is shared as server-ref': {
    files: 'vite-plugin-vue-server-ref/dist/*.mjs',
    words: [`"server-ref:"`, `"/@server-ref/"`],
    usedBy: 'components/slide/blank.ts, scripts/server/deck-guard.ts',
  },
  'pages take the accent, the ground and the time of a transition from properties': {
    files: '@slidev/client/styles/vars.css',
    words: [
      '--slidev-theme-primary',
      '--slidev-slide-container-background',
      '--slidev-transition-duration',
      '--slidev-code-font-size',
    ],
    usedBy: 'slides/styles/slidev.css',
  },
  'what a click shows has .slidev-vclick-target': {
    files: '@slidev/client/constants.ts',
    words: ['slidev-vclick-target'],
    usedBy: 'slides/styles/slidev.css',
  },
}

describe('inside this version of Slidev,', () => {
  it.each(Object.entries(reliances))('%s', async (_, { files, words, usedBy }) => {
    const texts: string[] = []
    for await (const file of glob(files, {
      cwd: join(projectRoot, 'node_modules'),
    }))
      texts.push(await readFile(join(projectRoot, 'node_modules', file), 'utf8'))
    expect(texts.length, `files ${files}`).toBeGreaterThan(0)
    const best = texts.map(text => words.filter(word => !text.includes(word))).toSorted((one, other) => one.length - other.length)[0]
    expect(best, `words that ${files} no longer has; without them, ${usedBy} breaks`).toEqual([])
  })
})
