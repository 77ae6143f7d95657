import type { Terminal } from '@xterm/xterm'

/** Longest wait for the terminal's font; with a fallback font the talk still goes on. */
const FONT_MS = 3_000
/** All that a program may ask for: the width that xterm once measured is kept, and a face that comes later would leave its cells. */
const FACES = [
  '400',
  '700',
  'italic 400',
  'italic 700',
]
/** A character of each font that a terminal's text is from: letters, and lines. */
const SAMPLE = 'W─'

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

async function loadFont(fontFamily: string): Promise<void> {
  const faces = FACES.map(face => document.fonts.load(`${face} 16px ${fontFamily}`, SAMPLE))
  await Promise.race([
    Promise.allSettled(faces),
    new Promise(resolve => setTimeout(resolve, FONT_MS)),
  ])
}
