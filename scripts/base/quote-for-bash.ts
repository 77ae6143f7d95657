/** A text as one word of a shell's command line (POSIX, 2.2.2). */
export function quoteForBash(text: string): string {
  return `'${text.replaceAll('\'', `'\\''`)}'`
}
