import { createKeptTerminal } from '../../../scripts/engine/kept-terminal.ts'

/** What stands in a cell of a terminal, or in two. */
export interface CellText {
  text: string
  /** From 0. */
  column: number
  /** In cells. */
  width: number
}

/** The cells of a terminal's lines after some output, to the last of each that is not empty. */
export async function screenCells(size: { columns: number, rows: number }, output: string): Promise<CellText[][]> {
  const { terminal } = createKeptTerminal(size)
  await new Promise<void>(resolve => terminal.write(output, resolve))
  const { active } = terminal.buffer
  const lines = Array.from({ length: active.length }, (_, row) => {
    const line = active.getLine(row)!
    const cells = Array.from({ length: size.columns }, (_, column) => {
      const cell = line.getCell(column)!
      return {
        text: cell.getChars() || ' ',
        column,
        width: cell.getWidth(),
      }
    }).filter(({ width }) => width > 0)
    return cells.slice(0, cells.findLastIndex(({ text }) => text !== ' ') + 1)
  })
  terminal.dispose()
  return lines.slice(0, lines.findLastIndex(line => line.length > 0) + 1)
}
