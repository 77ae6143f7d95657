/** When a recording was made, as a slide says it: `24 Nov 2026`. */
export function recordedOn(date: string): string {
  return new Date(date).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
}
