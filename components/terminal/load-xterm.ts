import type { Terminal } from '@xterm/xterm'
import { loadFont } from './load-font.ts'
import { loadOnce } from './load-once.ts'

/**
 * Loads xterm with its styles, once per window and only when a demo is near. Resolves to its `Terminal` class, when the font is there too:
 * cells measured with a fallback font would be of the wrong size.
 */
export const loadXterm = loadOnce(async (fontFamily: string): Promise<typeof Terminal> => {
  const [{ Terminal }] = await Promise.all([
    import('@xterm/xterm'),
    import('@xterm/xterm/css/xterm.css'),
    loadFont(fontFamily),
  ])
  return Terminal
})
