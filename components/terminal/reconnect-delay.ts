const FIRST_MS = 250
/** A restarted server is noticed within this; a loopback connection attempt costs next to nothing. */
const LONGEST_MS = 5_000

/** Milliseconds to wait before connection attempt `failures + 1`: doubling, and capped. */
export function reconnectDelay(failures: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS)
}
