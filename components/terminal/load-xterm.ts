import type { Terminal } from '@xterm/xterm'
import { loadFont } from './load-font.ts'

let loading: Promise<typeof Terminal> | undefined

/**
 * Loads xterm with its styles, once per window and only when a demo is near. Resolves to its `Terminal` class, when the font is there too:
 * cells measured with a fallback font would be of the wrong size.
 */
export function loadXterm(fontFamily: string): Promise<typeof Terminal> {
  loading ??= load(fontFamily)
  return loading
}

async function load(fontFamily: string): Promise<typeof Terminal> {
  try {
    const [{ Terminal }] = await Promise.all([
      import('@xterm/xterm'),
      import('@xterm/xterm/css/xterm.css'),
      loadFont(fontFamily),
    ])
    return Terminal
  }
  catch (error) {
    // The next slide may try again, after a dropped connection to the server for example.
    loading = undefined
    throw error
  }
}
