import process from 'node:process'
import { styleText } from 'node:util'

/** Errors whose message is written for the person at the keyboard; for all others the stack says more. */
const spokenErrors = new Set([
  'DemoError',
  'ImageError',
  'MachineError',
  'UsageError',
])

/** What this computer refuses, by the code of the system's error: no defect, so that a stack says nothing. */
const refusals: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Make room, or name another place',
  EDQUOT: 'Your share of the disk is full. Make room, or name another place',
  EROFS: 'This disk cannot be written to. Name another place',
}

/** Prints an error the way every command does and makes the process exit with 1. The stack of a spoken error needs DEBUG=1. */
export function reportError(error: unknown): void {
  const { name, message, stack } = error instanceof Error
    ? error
    : new Error(String(error))
  const refused = refusals[(error as NodeJS.ErrnoException | undefined)?.code ?? '']
  const words = refused === undefined
    ? message
    : `${refused} (${message}).`
  const spoken = (refused !== undefined || spokenErrors.has(name)) && !process.env.DEBUG
  console.error(`\n${styleText(['red', 'bold'], 'Error')}  ${spoken ? words : stack}\n`)
  process.exitCode = 1
}
