import process from 'node:process'

/** Milliseconds that programs have to end in order after being asked to: mmdebstrap unmounts and removes what it made. */
const GRACE_MS = 10_000

/**
 * Asks a program that leads a process group, and all that it started, to end, and kills what is left of them after a while. Returns how to
 * call that off once they have ended. By hand, because Execa and its like end the program alone.
 */
export function endGroup(leader: number, grace: number = GRACE_MS): () => void {
  signalGroup(leader, 'SIGTERM')
  const timer = setTimeout(signalGroup, grace, leader, 'SIGKILL')
  return () => clearTimeout(timer)
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  }
  catch (error) {
    // None of them is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH')
      throw error
  }
}
