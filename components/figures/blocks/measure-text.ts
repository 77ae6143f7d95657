let context: CanvasRenderingContext2D | undefined

/** Width of a line of text in pixels, as an element would draw it with this font. */
export function textWidth(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d')!
  context.font = font
  return context.measureText(text).width
}
