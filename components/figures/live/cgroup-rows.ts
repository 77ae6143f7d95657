import type { KernelSample } from '../../../scripts/probe/sample.ts'
import type { CgroupBadge } from './cgroup-badges.ts'
import type { CgroupGauge } from './cgroup-gauges.ts'
import type { CgroupSpan } from './cgroup-span.ts'
import type { Change } from './changes.ts'
import { cgroupBadges } from './cgroup-badges.ts'
import { cgroupGauges, isDialled } from './cgroup-gauges.ts'
import { membersByPath } from './cgroup-members.ts'
import { groupSpan } from './cgroup-span.ts'
import { withChanges } from './changes.ts'
import { earlierSample } from './sample-history.ts'
import { talkGroups } from './talk-groups.ts'

/** A controller that a group has. */
export interface ControllerChip {
  name: string
  /** Its children have it, too: it stands in `cgroup.subtree_control`. */
  isPassedOn: boolean
  isFresh: boolean
}

/** One control group as the tree shows it. */
export interface CgroupRow {
  path: string
  name: string
  /** 0: the root. */
  depth: number
  change: Change
  isFrozen: boolean
  /** Who is in it: `bash, sleep ×19`. */
  members: string
  /** No process is in it, and it has no groups below. */
  isEmpty: boolean
  /** A process has moved in or out. */
  isMembersFresh: boolean
  /** Undefined where they are the same as everywhere below the root. */
  controllers?: ControllerChip[]
  gauges: CgroupGauge[]
  badges: CgroupBadge[]
}

/** The groups in the order of the tree, each after its parent; what a service manager keeps for itself is left out. */
export function cgroupRows(samples: readonly KernelSample[]): CgroupRow[] {
  const now = samples.at(-1)
  if (!now?.cgroups)
    return []
  const earlier = earlierSample(samples)
  const groups = withChanges(talkGroups(now.cgroups), earlier?.cgroups && talkGroups(earlier.cgroups), ({ path }) => path)
  const members = membersByPath(now)
  const formerMembers = earlier && membersByPath(earlier)
  const usual = now.cgroups.find(({ path }) => path === '/')?.passedOn ?? []
  const told = new Set(groups.filter(({ item, change }) => change !== 'gone' && item.path !== '/' && !isSame(item.controllers, usual)).map(({ item }) => topOf(item.path)))
  const contests = new Set(now.cgroups.filter(isDialled).map(({ path }) => parentOf(path)))
  return groups.map(({ item, change }) => {
    const isGone = change === 'gone'
    const span: CgroupSpan = isGone
      ? { now: item, seconds: 0 }
      : groupSpan(item, now, earlier, samples)
    const names = isGone
      ? ''
      : members.get(item.path) ?? ''
    return {
      path: item.path,
      name: shortName(item.path),
      depth: depthOf(item.path),
      change,
      isFrozen: item.frozen && !isGone,
      members: names,
      isEmpty: !isGone && !item.populated && groups.every(each => parentOf(each.item.path) !== item.path),
      isMembersFresh: !isGone && formerMembers !== undefined && item.path !== '/' && names !== (formerMembers.get(item.path) ?? ''),
      ...!isGone && isTold(item.path, told) && {
        controllers: chips(span, item.path === '/'),
      },
      gauges: isGone
        ? []
        : cgroupGauges(span, contests.has(parentOf(item.path))),
      badges: isGone
        ? []
        : cgroupBadges(span),
    }
  })
}

function isTold(path: string, told: ReadonlySet<string>): boolean {
  return path === '/'
    ? told.size > 0
    : told.has(topOf(path))
}

/** Of the root, only those that it passes on: nobody else can have the others. */
function chips({ now, before }: CgroupSpan, isRoot: boolean): ControllerChip[] {
  return now.controllers
    .filter(name => !isRoot || now.passedOn.includes(name))
    .map(name => ({
      name,
      isPassedOn: now.passedOn.includes(name),
      isFresh: before !== undefined && (!before.controllers.includes(name) || before.passedOn.includes(name) !== now.passedOn.includes(name)),
    }))
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every(name => other.includes(name))
}

/** The last part; of a container's 64 digits as many as engines print. */
function shortName(path: string): string {
  return path === '/'
    ? '/'
    : path.slice(path.lastIndexOf('/') + 1).replace(/([0-9a-f]{12})[0-9a-f]{52}/, '$1…')
}

function depthOf(path: string): number {
  return path === '/'
    ? 0
    : path.split('/').length - 1
}

/** Path of the group that a group is in; the root is in none. */
export function parentOf(path: string): string {
  return path === '/'
    ? ''
    : path.slice(0, path.lastIndexOf('/')) || '/'
}

function topOf(path: string): string {
  return path.split('/')[1]!
}
