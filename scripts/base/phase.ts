/** What entries of the timeline begin with that this project makes (User Timing, `performance.getEntriesByType('mark')`). */
export const PHASE_PREFIX = 'cbu: '

/** Notes that a part of a start is over, for benchmarks, which read it from the page's or the worker's timeline. */
export function markPhase(name: string): void {
  performance.mark(PHASE_PREFIX + name)
}
