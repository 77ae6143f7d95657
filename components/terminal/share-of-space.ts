import type { ResolvedDemo, ResolvedPane } from '../../scripts/engine/resolve-demo.ts'

/** The share of a stage's space that a pane has, as a style: by its cells, so that all panes get one font size. */
export function shareOfSpace({ rows, columns }: Pick<ResolvedPane, 'rows' | 'columns'>, layout: ResolvedDemo['layout']): { flexGrow: number } {
  return {
    flexGrow: layout === 'rows'
      ? rows
      : columns,
  }
}
