/** Width of the bar in characters. */
const BAR_WIDTH = 24

/** A bar that is filled to a share from 0 to 1. */
export function drawBar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR_WIDTH)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
}
