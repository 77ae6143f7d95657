/** A value that the browser keeps; null where it keeps none. `storage` is asked for here, for a browser that blocks it throws already then. */
export function readStored(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key)
  }
  catch {
    return null
  }
}

/** Has the browser keep a value, or forget it where there is none. Nothing happens where it blocks its storage. */
export function writeStored(storage: () => Storage, key: string, value: string | undefined): void {
  try {
    if (value === undefined)
      storage().removeItem(key)
    else
      storage().setItem(key, value)
  }
  catch {
    // Blocked, or full.
  }
}
