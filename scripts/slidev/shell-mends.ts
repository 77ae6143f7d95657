import type { Plugin } from 'vite'

/** Text of one of Slidev's own files, and what stands in its place. */
export interface ShellMend {
  /** Path below the package `@slidev/client`. */
  file: string
  /** Stands there exactly once. */
  from: string
  to: string
}

/** In overviews, slides that are far from what is seen are not made: all slides of a course are tens of thousands of elements. */
export const overviewMends: readonly ShellMend[] = [
  'internals/QuickOverview.vue',
  'pages/overview.vue',
].flatMap(file => replaceEach(file, [
  ['<SlideWrapper\n', '<NearView><SlideWrapper\n'],
  ['<DrawingPreview :page="route.no" />', '<DrawingPreview :page="route.no" /></NearView>'],
]))

/**
 * What Slidev's shell lacks for readers who use a keyboard or hear the page: landmarks, names, contrast, and keys that go on working while a
 * button has the focus.
 */
export const readerMends: readonly ShellMend[] = [
  // Buttons in buttons.
  ...replaceEach('internals/MenuButton.vue', [
    ['<button :class="{ disabled }" @click="value = !value">', '<div :class="{ disabled }" @click="value = !value" @keydown.esc="value = false">'],
    ['    </button>', '    </div>'],
  ]),
  ...replaceEach('internals/SlidesShow.vue', [
    [`? 'div' : TransitionGroup`, `? 'main' : TransitionGroup`],
    ['tag="div"', 'tag="main"'],
  ]),
  ...replaceEach('internals/NavControls.vue', [
    ['<nav ref="root"', '<nav ref="root" aria-label="Slides"'],
    ['<span class="opacity-50 text-sm"> / {{ total }}</span>', '<span class="text-sm"> / {{ total }}</span>'],
  ]),
  ...replaceEach('internals/Goto.vue', [
    ['id="slidev-goto-dialog"', 'id="slidev-goto-dialog" role="search" aria-label="Go to a slide"'],
    ['placeholder="Goto..."', 'placeholder="Goto..." aria-label="Number or words of a slide"'],
    [`'text-red-400'`, `'text-red-700 dark:text-red-300'`],
    ['<ul table', '<div table'],
    ['</ul>', '</div>'],
    ['<li\n', '<div\n'],
    ['</li>', '</div>'],
    [`'bg-active op100' : 'op80'`, `'bg-active' : ''`],
    ['<div text-right op50 ', '<div text-right '],
    ['tabindex="0"', 'tabindex="0" @keydown.enter.stop.prevent="select(item.no)"'],
  ]),
  ...replaceEach('internals/QuickOverview.vue', [
    ['backdrop-blur-5px select-none"\n', 'backdrop-blur-5px select-none"\n role="dialog" aria-modal="true" aria-label="Overview of the slides"\n'],
    ['class="pointer-events-none"', 'class="pointer-events-none" inert aria-hidden="true"'],
    // The number is the button: a picture of a slide has words of its own.
    [
      'class="absolute top-0"',
      `class="absolute top-0 px-1" role="button" tabindex="0" :aria-label="\`\${idx + 1}: \${route.meta.slide.title ?? ''}\`" :aria-current="currentSlideNo === route.no ? 'page' : undefined" @click.stop="go(route.no)" @focus="currentOverviewPage = idx + 1" @vue:mounted="({ el }) => currentSlideNo === route.no && el.focus({ preventScroll: true })"`,
    ],
    ['<span class="opacity-50">{{', '<span>{{'],
    ['<span v-else class="opacity-50">', '<span v-else>'],
    ['<span class="text-green font-bold">', '<span class="text-green-800 dark:text-green font-bold">'],
    ['v-show="showOverview"\n', 'v-show="showOverview" role="navigation" aria-label="Overview"\n'],
  ]),
  ...replaceEach('internals/Modal.vue', [
    [
      'class="fixed top-0 bottom-0 left-0 right-0 grid z-modal"',
      'class="fixed top-0 bottom-0 left-0 right-0 grid z-modal" role="dialog" aria-modal="true" aria-label="About these slides" tabindex="-1" @keydown.esc="onClick()" @vue:mounted="({ el }) => el.focus()"',
    ],
  ]),
  ...replaceEach('internals/InfoDialog.vue', [
    ['<div class="opacity-50 text-sm mr-2">', '<div class="text-sm mr-2">'],
    ['<div style="color: #2082A6">', '<div>'],
  ]),
  ...replaceEach('internals/FormItem.vue', [
    ['<div v-if="!description" op75 relative', '<div v-if="!description" relative'],
  ]),
  ...replaceEach('internals/SegmentControl.vue', [
    [`option.value === modelValue ? '' : 'op50'`, `''`],
  ]),
  // Of the deck's keys, only those that press a button are the button's.
  ...replaceEach('logic/shortcuts.ts', [
    ['import { and, not }', 'import { and, not, or }'],
    ['not(isInputting), not(isOnFocus),', 'not(isInputting),'],
    ['const source = and(key, enabled)', 'const source = and(key, enabled, not(and(isOnFocus, or(magicKeys.space, magicKeys.enter))))'],
  ]),
]

/** Puts mends into Slidev's shell. It fails, and names the text, where Slidev no longer has what a mend replaces. */
export function createShellMendsPlugin(mends: readonly ShellMend[]): Plugin {
  return {
    name: 'shell-mends',
    enforce: 'pre',
    transform(code, id) {
      const here = mends.filter(({ file }) => id.endsWith(`/@slidev/client/${file}`))
      return here.length > 0
        ? here.reduce(mended, code)
        : null
    },
  }
}

/** The text of a file with a mend in it. */
export function mended(code: string, { file, from, to }: ShellMend): string {
  const parts = code.split(from)
  if (parts.length !== 2)
    throw new Error(`Slidev's ${file} has ${JSON.stringify(from)} ${parts.length - 1} times instead of once: the mend in scripts/slidev/shell-mends.ts has to follow this version of Slidev.`)
  return parts.join(to)
}

function replaceEach(file: string, pairs: readonly (readonly [from: string, to: string])[]): ShellMend[] {
  return pairs.map(([from, to]) => ({ file, from, to }))
}
