/**
 * The lines that tie the rows of a tree to their parents, from the depth of each row: one per level above it, and whether it goes on below the
 * row. The last one of a row is its own.
 */
export function treeGuides(depths: readonly number[]): boolean[][] {
  return depths.map((depth, row) => Array.from({ length: depth }, (_, level) => {
    const next = depths.slice(row + 1).find(other => other <= level + 1)
    return next === level + 1
  }))
}
