export interface FindMissingGlyphsOptions {
  /** Custom property that names the fonts. */
  family: string
  weight: number
  text: string
}

/**
 * In the page: characters of a text that are drawn as the box that a font has for what it lacks. It shows where no font of the computer
 * steps in, and it is a glyph of a font that the page brings along.
 */
export async function findMissingGlyphs({ family, weight, text }: FindMissingGlyphsOptions): Promise<string[]> {
  /** A code point that is never a character's. */
  const NOTHING = '\u{10FFFF}'
  const font = `${weight} 32px ${getComputedStyle(document.documentElement).getPropertyValue(family)}`
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  await document.fonts.load(font, text)
  function picture(character: string): string {
    canvas.clearRect(0, 0, 64, 64)
    canvas.font = font
    canvas.fillText(character, 8, 40)
    return canvas.getImageData(0, 0, 64, 64).data.join()
  }
  const box = picture(NOTHING)
  return [
    ...new Set(text.replaceAll(/\s/g, '')),
  ].filter(character => picture(character) === box)
}
