export type DemoErrorCode = 'invalid' | 'unknown-demo' | 'expectation' | 'timeout' | 'blocked' | 'busy' | 'shell-ended' | 'setup-failed' | 'file' | 'recording'

/** What is wrong with a demo, or with one run of it. The message says what, where and what to do; it may have several lines. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
  readonly code: DemoErrorCode

  constructor(code: DemoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
