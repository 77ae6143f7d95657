import type { CgroupRow } from './cgroup-rows.ts'

/** The tree in a sentence. */
export function describeCgroups(rows: readonly CgroupRow[]): string {
  const groups = rows.filter(({ depth }) => depth > 0)
  if (rows.length === 0)
    return 'Control groups: nothing has been sampled yet.'
  if (groups.length === 0)
    return 'Control groups: only the root.'
  return `Control groups below the root: ${groups.map(describeGroup).join('; ')}.`
}

function describeGroup({ path, change, members, controllers, gauges, badges }: CgroupRow): string {
  if (change === 'gone')
    return `${path}, removed`
  return [
    change === 'new'
      ? `${path}, new`
      : path,
    ...members === ''
      ? []
      : [`with ${members}`],
    ...controllers
      ? [
          controllers.length === 0
            ? 'no controllers'
            : `controllers ${controllers.map(({ name }) => name).join(' ')}`,
        ]
      : [],
    ...gauges.map(({ controller, used, limit }) => `${controller} ${used}, ${limit}`),
    ...badges.map(({ text }) => text),
  ].join(', ')
}
