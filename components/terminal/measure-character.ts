import type { CharacterSize } from './fit-font.ts'

let canvas: CanvasRenderingContext2D | undefined

/** Measures the way xterm does (`CharSizeService`), so that both come to the same cell. */
export function measureCharacter(font: string): CharacterSize {
  canvas ??= document.createElement('canvas').getContext('2d')!
  canvas.font = font
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = canvas.measureText('W')
  return { width, height: fontBoundingBoxAscent + fontBoundingBoxDescent }
}
