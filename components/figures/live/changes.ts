/** Whether something is as it was, has just appeared, or has just gone and is still shown as a ghost. */
export type Change = 'same' | 'new' | 'gone'

export interface Changed<Item> {
  item: Item
  change: Change
}

/**
 * What is there now and what was there before, in one list: now's order, each that is gone after the one it followed. Without a `before`,
 * nothing is new.
 */
export function withChanges<Item>(now: readonly Item[], before: readonly Item[] | undefined, key: (item: Item) => string): Changed<Item>[] {
  const known = new Set(before?.map(key))
  const list: Changed<Item>[] = now.map(item => ({
    item,
    change: before && !known.has(key(item))
      ? 'new'
      : 'same',
  }))
  const present = new Set(now.map(key))
  for (const [index, item] of (before ?? []).entries()) {
    if (present.has(key(item)))
      continue
    const previous = before![index - 1]
    const at = previous === undefined
      ? 0
      : list.findIndex(each => key(each.item) === key(previous)) + 1
    list.splice(at, 0, { item, change: 'gone' })
  }
  return list
}
