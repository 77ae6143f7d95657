import type { CgroupSample } from '../../../scripts/probe/sample.ts'

/** Of the host's service manager; of these, only containers and what was started by hand is of interest. */
const HOUSEKEEPING = /^\/(?:system\.slice|user\.slice|init\.scope|(?:dev|sys|proc)-.*|.*\.mount)(?:\/|$)/
const CONTAINER = /\/(?:docker|libpod|crio|cri-containerd|nerdctl|run)-[^/]*\.(?:scope|service)(?:\/|$)/

/** All but those that a service manager keeps for itself. */
export function talkGroups(groups: readonly CgroupSample[]): CgroupSample[] {
  const containers = groups.filter(({ path }) => CONTAINER.test(path)).map(({ path }) => path)
  return groups.filter(({ path }) => !HOUSEKEEPING.test(path) || containers.some(container => `${container}/`.startsWith(`${path}/`)))
}
