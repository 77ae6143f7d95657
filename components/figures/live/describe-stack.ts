import type { ProcessSample } from '../../../scripts/probe/sample.ts'
import type { ProcessRole } from './process-role.ts'
import { isStack, processPart, processRoles } from './process-role.ts'

/** Processes that are told one by one, at most. */
const MOST_TOLD = 4

/** In sentences: who has which part in the software for containers, and who is the parent of each container. */
export function describeStack(processes: readonly ProcessSample[]): string[] {
  if (!isStack(processes))
    return []
  const byPid = new Map(processes.map(process => [process.pid, process]))
  const ofRole = (role: ProcessRole): readonly ProcessSample[] => processes.filter(process => processPart(process)?.role === role)
  const told = processRoles.filter(role => role !== 'container').flatMap((role) => {
    const names = new Set(ofRole(role).map(({ name }) => name))
    return names.size > 0
      ? [`${role}: ${[...names].join(', ')}`]
      : []
  })
  const first = ofRole('container').filter(({ pids }) => pids.at(-1) === 1)
  return [
    `Software for containers: ${told.join('; ')}.`,
    ...first.slice(0, MOST_TOLD).map(({ name, parent }) => {
      const above = byPid.get(parent)
      return `The parent of ${name} in its container is ${above?.name ?? 'nobody here'}${above && byPid.has(above.parent)
        ? `, whose parent is ${byPid.get(above.parent)!.name}`
        : ''}.`
    }),
    ...first.length > MOST_TOLD
      ? [`${first.length - MOST_TOLD} more containers.`]
      : [],
  ]
}
