import type { KernelSample, ProcessSample } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import { withChanges } from './changes.ts'
import { hostProcess } from './host-process.ts'
import { talkProcesses } from './kit-processes.ts'
import { earlierSample } from './sample-history.ts'

/** Who stands in no line of a map is this one inside (`/proc/sys/kernel/overflowuid`). */
export const OVERFLOW_USER = 65_534

/** A line of `uid_map`. */
export interface UserLine {
  /** First and last ID; the same for a single user. */
  inside: readonly [number, number]
  outside: readonly [number, number]
  change: Change
}

export interface UserMap {
  process: ProcessSample
  lines: readonly UserLine[]
  /** Effective user ID of the process, outside and inside. */
  user: { outside: number, inside: number }
}

/** The map of the newest user namespace beside the host's; undefined while there is none. */
export function userMap(samples: readonly KernelSample[]): UserMap | undefined {
  const process = newestMapped(samples.at(-1))
  if (!process)
    return undefined
  const before = newestMapped(earlierSample(samples))
  const earlierLines = samples.length > 1
    ? before?.userMap ?? []
    : undefined
  const lines = withChanges(process.userMap, earlierLines, String).map(({ item: [inside, outside, many], change }): UserLine => ({
    inside: [inside, inside + many - 1],
    outside: [outside, outside + many - 1],
    change,
  }))
  const outside = process.users[1] ?? OVERFLOW_USER
  const line = lines.find(each => each.change !== 'gone' && each.outside[0] <= outside && outside <= each.outside[1])
  return {
    process,
    lines,
    user: {
      outside,
      inside: line
        ? line.inside[0] + outside - line.outside[0]
        : OVERFLOW_USER,
    },
  }
}

/** The oldest process in the namespace of the newest one that is apart: its shell, and not what that just runs. */
function newestMapped(sample: KernelSample | undefined): ProcessSample | undefined {
  const processes = talkProcesses(sample?.processes ?? []).filter(({ namespaces }) => namespaces.user > 0).toSorted((a, b) => b.pid - a.pid)
  const host = hostProcess(processes)?.namespaces.user
  const newest = processes.find(({ namespaces }) => namespaces.user !== host)
  return newest && processes.findLast(({ namespaces }) => namespaces.user === newest.namespaces.user)
}
