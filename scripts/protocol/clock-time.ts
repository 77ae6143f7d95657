/** Seconds as `m:ss`, rounded. */
export function formatClockTime(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** How a time stands to its budget, in words. */
export function budgetWords(seconds: number, budget: number): string {
  const left = Math.round(budget) - Math.round(seconds)
  return left < 0
    ? `${formatClockTime(-left)} over`
    : `${formatClockTime(left)} left`
}
