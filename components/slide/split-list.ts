/**
 * Splits a list into `parts` runs of about the same weight, in order; runs may be empty where there are fewer items than parts.
 * `weigh` gives an item's weight in any unit. The last run gets `lastShare` of what the others get.
 */
export function splitList<Item>(items: readonly Item[], parts: number, weigh: (item: Item) => number, lastShare = 1): Item[][] {
  const whole = items.reduce((sum, item) => sum + weigh(item), 0)
  const shares = parts - 1 + lastShare
  const runs: Item[][] = Array.from({ length: parts }, () => [])
  let before = 0
  for (const item of items) {
    const middle = before + weigh(item) / 2
    runs[Math.min(parts - 1, Math.floor(middle / whole * shares))]!.push(item)
    before += weigh(item)
  }
  return runs
}
