import type { ChildProcess } from 'node:child_process'

/** Whether a program is no more, or never was: nothing can be sent to it then. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}
