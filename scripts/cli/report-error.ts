import process from 'node:process'
import { styleText } from 'node:util'

/** Errors whose message is written for the person at the keyboard; for all others the stack says more. */
const spokenErrors = new Set([
  'DemoError',
  'ImageError',
  'MachineError',
  'UsageError',
])

/** Prints an error the way every command does and makes the process exit with 1. The stack of a spoken error needs DEBUG=1. */
export function reportError(error: unknown): void {
  const { name, message, stack } = error instanceof Error
    ? error
    : new Error(String(error))
  const spoken = spokenErrors.has(name) && !process.env.DEBUG
  console.error(`\n${styleText(['red', 'bold'], 'Error')}  ${spoken ? message : stack}\n`)
  process.exitCode = 1
}
