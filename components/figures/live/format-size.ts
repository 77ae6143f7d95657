const UNITS = ['', 'K', 'M', 'G', 'T']

/** Bytes with the suffix that cgroup files take, at most three digits: `512K`, `19.8M`, `2G`. */
export function formatSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  const digits = value < 99.95 && unit > 0
    ? Math.round(value * 10) / 10
    : Math.round(value)
  return `${digits}${UNITS[unit]}`
}
