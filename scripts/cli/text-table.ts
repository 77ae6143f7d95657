/** Columns of numbers are ranged right. */
export interface TextColumn {
  head: string
  right?: boolean
}

/** Lines of a table with fitted widths, the heads first, without blanks at line ends. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const lines = [
    columns.map(({ head }) => head),
    ...rows,
  ]
  const widths = columns.map((_, index) => Math.max(...lines.map(line => line[index]?.length ?? 0)))
  return lines.map(line => columns.map(({ right }, index) => right
    ? (line[index] ?? '').padStart(widths[index]!)
    : (line[index] ?? '').padEnd(widths[index]!)).join('  ').trimEnd())
}
