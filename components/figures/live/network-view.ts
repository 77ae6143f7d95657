import type { KernelSample, LinkSample, NetworkSample } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import { withChanges } from './changes.ts'
import { earlierSample } from './sample-history.ts'

/** Something with a name that is there, has just come, or has just gone. */
export interface ChangedText {
  text: string
  change: Change
}

/** A device as the figure shows it. */
export interface NetworkDevice {
  index: number
  name: string
  kind: string
  isUp: boolean
  /** It has just been set up or down. */
  isTurned: boolean
  /** Name of the bridge that it is plugged into. */
  master: string | undefined
  /** Without those that the kernel gives to every device by itself. */
  addresses: readonly ChangedText[]
  change: Change
}

export interface NetworkBox {
  namespace: number
  title: string
  devices: readonly NetworkDevice[]
  routes: readonly ChangedText[]
  change: Change
}

/** An end of a cable: a device in a namespace. */
export interface CableEnd {
  namespace: number
  index: number
}

/** A veth pair. */
export interface NetworkCable {
  ends: readonly [CableEnd, CableEnd]
  change: Change
}

export interface NetworkView {
  /** The network namespace of the machine's first process. */
  host: NetworkBox | undefined
  others: readonly NetworkBox[]
  cables: readonly NetworkCable[]
}

/** Digits by which namespaces without a name are told apart. */
const TAIL = 4

/** The network namespaces with their devices, and the veth pairs between them. */
export function networkView(samples: readonly KernelSample[]): NetworkView {
  const networks = samples.at(-1)?.networks ?? []
  const earlier = earlierSample(samples)?.networks
  const boxes = withChanges(networks, earlier, ({ namespace }) => String(namespace)).map(({ item, change }) => boxOf(item, change, {
    before: change === 'same'
      ? earlier?.find(({ namespace }) => namespace === item.namespace)
      : undefined,
    isHost: item.namespace === (networks[0] ?? earlier?.[0])?.namespace,
  }))
  const [host, ...others] = boxes
  return {
    host,
    others,
    cables: withChanges(cablesOf(networks), earlier && cablesOf(earlier), ends => ends.map(({ namespace, index }) => `${namespace} ${index}`).join())
      .map(({ item, change }) => ({ ends: item, change })),
  }
}

function boxOf({ namespace, name, links, routes }: NetworkSample, change: Change, { before, isHost }: { before: NetworkSample | undefined, isHost: boolean }): NetworkBox {
  return {
    namespace,
    title: isHost
      ? 'host'
      : name ?? `…${String(namespace).slice(-TAIL)}`,
    devices: withChanges(links, before?.links, ({ index }) => String(index)).map(each => deviceOf(each.item, each.change, each.change === 'same'
      ? before?.links.find(({ index }) => index === each.item.index)
      : undefined)),
    routes: withChanges(routes.map(routeText), before?.routes.map(routeText), text => text).map(({ item, change: routeChange }) => ({ text: item, change: routeChange })),
    change,
  }
}

function deviceOf({ index, name, kind, up, master, addresses }: LinkSample, change: Change, before: LinkSample | undefined): NetworkDevice {
  return {
    index,
    name,
    kind,
    isUp: up,
    isTurned: before !== undefined && before.up !== up,
    master,
    addresses: withChanges(addresses.filter(isTelling), before?.addresses.filter(isTelling), text => text)
      .map(each => ({ text: each.item, change: each.change })),
    change,
  }
}

/** What a device says of itself in words: its addresses, or that it is down. */
export function stateWords({ isUp, addresses }: NetworkDevice): string[] {
  return isUp
    ? addresses.filter(({ change }) => change !== 'gone').map(({ text }) => text)
    : ['down']
}

/** The loopback's and link-local IPv6 addresses come by themselves, and would stand everywhere. */
function isTelling(address: string): boolean {
  return !address.startsWith('fe80:') && address !== '::1/128'
}

function routeText({ to, via }: NetworkSample['routes'][number]): string {
  return [
    `→ ${to}`,
    ...via === undefined
      ? []
      : [`via ${via}`],
  ].join(' ')
}

/** Pairs of devices each of which names the other one's number: all that the kernel tells. */
function cablesOf(networks: readonly NetworkSample[]): (readonly [CableEnd, CableEnd])[] {
  const ends = networks.flatMap(({ namespace, links }) => links
    .filter(({ kind, peer }) => kind === 'veth' && peer !== undefined)
    .map(({ index, peer }) => ({ namespace, index, peer })))
  const cables: (readonly [CableEnd, CableEnd])[] = []
  const taken = new Set<CableEnd>()
  for (const one of ends) {
    if (taken.has(one))
      continue
    const other = ends.find(each => each !== one && !taken.has(each) && each.index === one.peer && each.peer === one.index)
    if (!other)
      continue
    taken.add(one).add(other)
    cables.push([
      { namespace: one.namespace, index: one.index },
      { namespace: other.namespace, index: other.index },
    ])
  }
  return cables
}
