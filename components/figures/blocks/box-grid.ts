/** A figure's grid: rows of names, `.` for an empty cell. */
export type BoxGrid = readonly (readonly string[])[]

/** Cells that something fills, from 0; `bottom` and `right` are the last ones. */
export interface GridArea {
  top: number
  left: number
  bottom: number
  right: number
}

/** Reads a grid as it is written. Throws where rows differ in length or a name's cells make no rectangle. */
export function parseGrid(text: string): string[][] {
  const grid = text.trim().split('\n').map(row => row.trim().split(/\s+/))
  const columns = Math.max(...grid.map(row => row.length))
  const short = grid.findIndex(row => row.length !== columns)
  if (short !== -1)
    throw new Error(`row ${short + 1} of the grid has ${grid[short]!.length} cells, another one ${columns}. Write "." for an empty cell.`)
  for (const name of namesIn(grid))
    assertRectangle(grid, name)
  return grid
}

/** Names of a grid in the order of their first cells. */
export function namesIn(grid: BoxGrid): string[] {
  return [
    ...new Set(grid.flat().filter(name => name !== '.')),
  ]
}

/** The smallest area with all cells of these names. */
export function areaOf(grid: BoxGrid, names: readonly string[]): GridArea {
  const cells = cellsOf(grid, names)
  const [xs, ys] = [
    cells.map(({ x }) => x),
    cells.map(({ y }) => y),
  ]
  return {
    top: Math.min(...ys),
    left: Math.min(...xs),
    bottom: Math.max(...ys),
    right: Math.max(...xs),
  }
}

/** An area as CSS names it. */
export function gridAreaStyle({ top, left, bottom, right }: GridArea): string {
  return `${top + 1} / ${left + 1} / ${bottom + 2} / ${right + 2}`
}

function cellsOf(grid: BoxGrid, names: readonly string[]): { x: number, y: number }[] {
  return grid.flatMap((row, y) => row.flatMap((name, x) => names.includes(name)
    ? [
        { x, y },
      ]
    : []))
}

/** A name has to fill a rectangle, or the browser throws the whole grid away. */
function assertRectangle(grid: BoxGrid, name: string): void {
  const { top, left, bottom, right } = areaOf(grid, [name])
  if ((bottom - top + 1) * (right - left + 1) !== cellsOf(grid, [name]).length)
    throw new Error(`"${name}" stands in cells of the grid that make no rectangle.`)
}
