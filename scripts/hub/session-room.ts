import type { MachineFactory } from '../machines/machine.ts'

/** Sessions at once, on screen or not, where memory has room for them. A talk shows one, for a moment two. */
const DEFAULT_MAX_SESSIONS = 6
/** Bytes of memory that are left to other programs: a browser with a dozen windows, and the system. */
const RESERVED_BYTES = 1024 ** 3

export interface SessionRoomOptions {
  /** What demos run on. */
  machine: MachineFactory
  /** @default 6 */
  maxSessions?: number
  /** Bytes of memory that this computer can give now. @default as much as any machine wants */
  freeMemory?: () => number
}

/** Sessions that there can be at once where there are so many: one, whatever memory says, and those that are there already. */
export function mostSessions(present: number, options: SessionRoomOptions): number {
  const {
    machine: { atOnce = Number.POSITIVE_INFINITY, memoryBytes = 0 },
    maxSessions = DEFAULT_MAX_SESSIONS,
    freeMemory = () => Number.POSITIVE_INFINITY,
  } = options
  const more = memoryBytes > 0
    ? Math.max(0, Math.floor((freeMemory() - RESERVED_BYTES) / memoryBytes))
    : Number.POSITIVE_INFINITY
  return Math.min(atOnce, maxSessions, Math.max(1, present + more))
}

/** What a window is told that waits because there can be no more than `most` sessions. */
export function noRoom(most: number): string {
  return `${most === 1
    ? 'Another demo has the one machine that there is'
    : `${most} other demos are on screen, and there is no room for more`}. This one begins by itself when a window stops showing another.`
}
