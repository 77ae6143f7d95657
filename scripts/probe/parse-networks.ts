import type { NetworkSample } from './sample.ts'
import type { Section } from './sections.ts'
import * as v from 'valibot'

/** What `ip -j -d addr show` prints of a device; ip(8) leaves an empty object for one that it was not to show. */
const link = v.object({
  ifindex: v.number(),
  ifname: v.string(),
  flags: v.array(v.string()),
  link_type: v.string(),
  /** The other end of a pair: its number in another namespace, its name in the same. */
  link_index: v.optional(v.number()),
  link: v.optional(v.string()),
  master: v.optional(v.string()),
  linkinfo: v.optional(v.object({
    info_kind: v.optional(v.string()),
  })),
  addr_info: v.array(v.object({
    local: v.optional(v.string()),
    prefixlen: v.optional(v.number()),
  })),
})

/** What is read where a namespace went while it was looked at. */
const NOTHING = '[]'

const notShown = v.strictObject({})

const links = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.union([notShown, link])),
  v.transform(shown => shown.filter(device => 'ifname' in device)),
)

const routes = v.pipe(v.string(), v.parseJson(), v.array(v.object({
  dst: v.string(),
  gateway: v.optional(v.string()),
  dev: v.optional(v.string()),
})))

/** Reads a section `network`: one line of addresses and one of routes, both JSON. */
export function parseNetwork({ words: [namespace, name], lines }: Section): NetworkSample {
  const [first, second] = lines.join('\n').split(/\n(?=\[)/)
  const devices = v.parse(links, first || NOTHING)
  const indexes = new Map(devices.map(({ ifname, ifindex }) => [ifname, ifindex]))
  return {
    namespace: Number(namespace),
    ...name
      ? { name }
      : {},
    links: devices.map(({ ifindex, ifname, flags, link_type, link_index, link: linked, master, linkinfo, addr_info }) => {
      const peer = link_index ?? (linked === undefined
        ? undefined
        : indexes.get(linked))
      return {
        index: ifindex,
        name: ifname,
        kind: linkinfo?.info_kind ?? link_type,
        up: flags.includes('UP'),
        ...master === undefined
          ? {}
          : { master },
        ...peer === undefined
          ? {}
          : { peer },
        addresses: addr_info.flatMap(({ local, prefixlen }) => local === undefined
          ? []
          : [`${local}/${prefixlen}`]),
      }
    }),
    routes: v.parse(routes, second || NOTHING).map(({ dst, gateway, dev = '' }) => ({
      to: dst,
      ...gateway === undefined
        ? {}
        : { via: gateway },
      device: dev,
    })),
  }
}
