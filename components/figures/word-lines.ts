/** Lines that words of these widths take, wrapped between them in a room, with a gap behind each; all in one unit. */
export function wordLines(widths: readonly number[], room: number, gap = 0): number {
  let lines = 0
  let left = 0
  for (const width of widths) {
    if (lines === 0 || width > left) {
      lines++
      left = room
    }
    left -= width + gap
  }
  return lines
}
