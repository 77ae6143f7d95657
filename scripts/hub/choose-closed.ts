import type { Role } from '../protocol/messages.ts'

/** A session that may have to end so that another one can begin. */
export interface ClosableSession {
  readonly id: string
  /** Roles of the windows that show it. */
  readonly seenBy: ReadonlySet<Role>
  /** A presenter's window is going to show it soon. */
  readonly expected: boolean
}

/** Whom a session begins for: a window that shows it, or one that is going to. */
export type BeginsFor = Role | 'expectant'

/**
 * Which sessions end so that one more can begin, of those that are kept, oldest first; undefined where none may be taken.
 * Any window may have what no window shows; one that is only going to show its demo leaves those of others who are, too. A presenter's window
 * also gets what others show: it is where the talk is, and they will follow.
 */
export function chooseClosed(sessions: readonly ClosableSession[], most: number, beginsFor: BeginsFor): string[] | undefined {
  const needed = sessions.length - most + 1
  if (needed <= 0)
    return []
  const closable = [
    sessions.filter(({ seenBy, expected }) => seenBy.size === 0 && !expected),
    beginsFor === 'expectant'
      ? []
      : sessions.filter(({ seenBy, expected }) => seenBy.size === 0 && expected),
    beginsFor === 'presenter'
      ? sessions.filter(({ seenBy }) => seenBy.size > 0 && !seenBy.has('presenter'))
      : [],
    beginsFor === 'presenter'
      ? sessions.filter(({ seenBy }) => seenBy.has('presenter'))
      : [],
  ].flat()
  return closable.length < needed
    ? undefined
    : closable.slice(0, needed).map(({ id }) => id)
}
