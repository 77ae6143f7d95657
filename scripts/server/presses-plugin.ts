import type { Plugin } from 'vite'

/** Tells a deck's pages how many presses a typed step takes that does not say so itself (`components/terminal/demo-definitions.ts`). */
export function createPressesPlugin(presses: 1 | 2): Plugin {
  return {
    name: 'presses',
    config: () => ({
      define: {
        'import.meta.env.CBU_PRESSES': JSON.stringify(presses),
      },
    }),
  }
}
