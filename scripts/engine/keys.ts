/** Keys a demo may name besides single characters, and what a terminal sends for them (xterm, normal cursor mode). */
const named: Record<string, string> = {
  Enter: '\r',
  Tab: '\t',
  Escape: '\x1B',
  Backspace: '\x7F',
  Space: ' ',
  Up: '\x1B[A',
  Down: '\x1B[B',
  Right: '\x1B[C',
  Left: '\x1B[D',
  Home: '\x1B[H',
  End: '\x1B[F',
  PageUp: '\x1B[5~',
  PageDown: '\x1B[6~',
}

/**
 * What a terminal sends for a key: a single character, a name from the list above, or `Ctrl-` and a letter or one of `[\]^_`.
 * Returns undefined for a key it does not know.
 */
export function keySequence(key: string): string | undefined {
  if ([...key].length === 1)
    return key
  const control = /^Ctrl-([A-Z[\\\]^_])$/i.exec(key)?.[1]
  if (control)
    return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1F)
  return Object.hasOwn(named, key)
    ? named[key]
    : undefined
}

/** The names `keySequence` knows, for error messages. */
export const keyNames: readonly string[] = Object.keys(named)
