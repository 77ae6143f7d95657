/** One thing measured several times. */
export interface Figure {
  name: string
  unit: 's' | 'ms' | '% of one core' | 'KiB' | 'MiB' | 'times'
  samples: readonly number[]
  /** What is good enough, where the project has set itself a limit, as the greatest median. */
  aim?: number
}

/** The value below which a share (0 … 1) of the samples lies, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0)
    throw new RangeError('A percentile needs at least one sample.')
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** The figures as lines of a table, widths fitted. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, samples, aim }) => [
    name,
    rounded(median(samples)),
    rounded(Math.min(...samples)),
    rounded(Math.max(...samples)),
    unit,
    String(samples.length),
    aim === undefined
      ? ''
      : `≤ ${rounded(aim)} ${median(samples) <= aim
        ? 'met'
        : 'MISSED'}`,
  ])
  const table = [
    [
      '',
      'median',
      'min',
      'max',
      'unit',
      'runs',
      'aim',
    ],
    ...rows,
  ]
  const widths = table[0]!.map((_, column) => Math.max(...table.map(row => row[column]!.length)))
  const isNumber = (column: number): boolean => [1, 2, 3, 5].includes(column)
  return table.map(row => row.map((cell, column) => isNumber(column)
    ? cell.padStart(widths[column]!)
    : cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n')
}

function rounded(value: number): string {
  return value.toFixed(value < 10
    ? 1
    : 0)
}
