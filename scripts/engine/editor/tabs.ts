/** Columns between two tab stops of a file in an editor's pane. */
export const TAB_COLUMNS = 4

/** A line as it is shown and printed where there are no tab stops. */
export function withoutTabs(line: string): string {
  return line.replaceAll('\t', ' '.repeat(TAB_COLUMNS))
}
