/** Source keys of a speaker's note, from its last line `Sources: key, key`, the one place where a slide names its sources. */
export function citedKeys(note: string | undefined): string[] {
  const line = /^Sources:(.*)$/m.exec(note ?? '')
  return (line?.[1] ?? '').split(',').map(key => key.trim()).filter(Boolean)
}
