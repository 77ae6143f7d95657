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

/** Loads a terminal's font, before anything is measured with it. */
export async function loadFont(fontFamily: string): Promise<void> {
  const faces = FACES.map(face => document.fonts.load(`${face} 16px ${fontFamily}`, SAMPLE))
  await Promise.race([
    Promise.allSettled(faces),
    new Promise(resolve => setTimeout(resolve, FONT_MS)),
  ])
}
