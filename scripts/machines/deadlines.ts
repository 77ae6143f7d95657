/** Calls into a machine that have a deadline of their own; that of `run` is its timeout, and `kill`. */
export type TimedCall = 'openShell' | 'save' | 'restore' | 'suspend' | 'resume'

/**
 * Milliseconds that calls into a machine may take. A machine that misses one is given up: its state is unknown, so it ends as if
 * it had died, and the next one starts anew.
 */
export interface MachineDeadlines extends Record<TimedCall, number> {
  /** From the last sign of progress. What is done once for an image (its first boot) has a deadline of its own. */
  start: number
  /** For reporting that a script which was killed, at its timeout or by its signal, has ended. */
  kill: number
  /** For giving back what the machine holds; what is left then is told by the rejection. */
  stop: number
}

/** Milliseconds for a script whose caller names no timeout. */
export const DEFAULT_RUN_TIMEOUT_MS = 30_000

/** Milliseconds that what was killed, a script or a shell, has to be reported as ended: a fraction of a second is usual. */
export const KILL_GRACE_MS = 15_000

/**
 * Ten times and more what a call takes on a computer that has nothing else to do, because a talk is given on one that has: a browser, a video
 * call, a full disk. In brackets: seconds that were measured, in emulation.
 */
export const machineDeadlines = {
  /** Start 1, shell 0.1, save 0.06, restore 0.15, others 0.01. */
  embedded: {
    start: 60_000,
    openShell: 30_000,
    save: 30_000,
    restore: 30_000,
    suspend: 30_000,
    resume: 30_000,
    kill: KILL_GRACE_MS,
    stop: 5_000,
  },
  /** Start 8, shell 1.6, save 1.8 and restore 5 with a container engine at work, others 0.1. A start may be tried twice. */
  qemu: {
    start: 150_000,
    openShell: 30_000,
    save: 60_000,
    restore: 60_000,
    suspend: 30_000,
    resume: 30_000,
    kill: KILL_GRACE_MS,
    stop: 10_000,
  },
  /** Start 6, shell 2, restore 5; a box may have to wait for that of another talk. */
  ssh: {
    start: 150_000,
    openShell: 30_000,
    save: 30_000,
    restore: 120_000,
    suspend: 30_000,
    resume: 30_000,
    kill: KILL_GRACE_MS,
    stop: 10_000,
  },
} as const satisfies Record<string, MachineDeadlines>
