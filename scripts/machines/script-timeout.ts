import { MachineError } from './machine.ts'

/** The error of a script that did not end within so many milliseconds. */
export function scriptTimeout(script: string, timeout: number): MachineError {
  const start = script.trim().split('\n', 1)[0] ?? ''
  return new MachineError('timeout', `A script did not end within ${timeout} ms and was killed. It begins with: ${start.slice(0, 120)}`)
}
