import { definePreparserSetup } from '@slidev/types'
import { createDefaultHeadmatter } from '../../scripts/slidev/default-headmatter.ts'

/** A ring in the colour of the kernel's layer. */
const favicon = 'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%2032%2032%22%3E%3Ccircle%20cx=%2216%22%20cy=%2216%22%20r=%2210%22%20fill=%22none%22%20stroke=%22%230f7b6c%22%20stroke-width=%228%22/%3E%3C/svg%3E'

/** Headmatter of every deck in `slides/`; what a deck says itself counts more. */
const settings = {
  titleTemplate: '%s',
  author: 'The authors of “Containers, bottom-up”',
  theme: 'none',
  addons: ['@/..'],
  favicon,
  fonts: { provider: 'none' },
  colorSchema: 'auto',
  aspectRatio: '16/9',
  canvasWidth: 980,
  transition: 'fade',
  mcp: false,
  // Types beside code: no slide has them, and a talk's server would hold TypeScript in memory for it.
  twoslash: false,
  drawings: { enabled: 'dev', presenterOnly: true, persist: false },
  contextMenu: 'dev',
  browserExporter: 'dev',
  download: false,
  record: false,
  wakeLock: true,
  export: { format: 'pdf', withClicks: false, withToc: true },
}

export default definePreparserSetup(() => [
  createDefaultHeadmatter(settings),
])
