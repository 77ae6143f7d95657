/** Something the user asked for cannot be had. The message says what, why and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
