import type { DeckServer } from '../server/serve-deck.ts'

/** Size of a deck's slides in pixels, as its headmatter has it. */
export function canvasSize({ data }: Pick<DeckServer, 'data'>): { width: number, height: number } {
  const { canvasWidth, aspectRatio } = data.config
  return {
    width: canvasWidth,
    height: Math.ceil(canvasWidth / aspectRatio),
  }
}
