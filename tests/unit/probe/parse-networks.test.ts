import { describe, expect, it } from 'vitest'
import { parseNetwork } from '../../../scripts/probe/parse-networks.ts'

const veth = {
  ifindex: 3,
  link_index: 2,
  ifname: 'veth0',
  flags: ['BROADCAST', 'UP'],
  link_type: 'ether',
  master: 'br0',
  linkinfo: { info_kind: 'veth' },
  addr_info: [
    { local: '10.0.0.1', prefixlen: 24 },
    {},
  ],
}

function parse(links: readonly object[], routes: readonly object[] = [], words = ['4026531840', 'red']): ReturnType<typeof parseNetwork> {
  return parseNetwork({
    name: 'network',
    words,
    lines: [
      JSON.stringify(links),
      JSON.stringify(routes),
    ],
  })
}

describe('parseNetwork', () => {
  it('reads a device with its peer, its bridge and its addresses', () => {
    expect(parse([veth])).toEqual({
      namespace: 4026531840,
      name: 'red',
      links: [
        {
          index: 3,
          name: 'veth0',
          kind: 'veth',
          up: true,
          master: 'br0',
          peer: 2,
          addresses: ['10.0.0.1/24'],
        },
      ],
      routes: [],
    })
  })

  it('finds the other end of a pair in the same namespace by its name', () => {
    const { link_index: _, ...end } = veth
    expect(parse([
      { ...end, link: 'veth1' },
      {
        ...end,
        ifindex: 7,
        ifname: 'veth1',
        link: 'veth0',
      },
    ]).links).toMatchObject([
      { index: 3, peer: 7 },
      { index: 7, peer: 3 },
    ])
  })

  it('finds nothing in a namespace that went while it was looked at', () => {
    expect(parseNetwork({
      name: 'network',
      words: ['4026531840'],
      lines: [],
    })).toEqual({ namespace: 4026531840, links: [], routes: [] })
  })

  it('calls a device without a driver\'s name by its link type', () => {
    const { linkinfo: _, ...plain } = veth
    expect(parse([
      { ...plain, link_type: 'loopback', flags: [] },
    ]).links).toMatchObject([
      { kind: 'loopback', up: false },
    ])
  })

  it('passes over the empty objects of devices that ip was not to show', () => {
    expect(parse([{}, veth, {}]).links).toEqual(parse([veth]).links)
  })

  it('refuses a device that lacks what ip prints of every one', () => {
    expect(() => parse([
      { ifindex: 3 },
    ])).toThrow()
  })

  it('reads routes with and without a gateway', () => {
    expect(parse([], [
      { dst: 'default', gateway: '10.0.0.254', dev: 'veth0' },
      { dst: '10.0.0.0/24', dev: 'veth0' },
    ]).routes).toEqual([
      { to: 'default', via: '10.0.0.254', device: 'veth0' },
      { to: '10.0.0.0/24', device: 'veth0' },
    ])
  })

  it('gives no name to a namespace that has none', () => {
    expect(parse([], [], ['4026531840', '']).name).toBeUndefined()
  })
})
