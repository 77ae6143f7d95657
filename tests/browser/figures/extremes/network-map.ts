import type { KernelSample, LinkSample, NetworkSample } from '../../../../scripts/probe/sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredSample } from '../../../../components/figures/live/authored-sample.ts'
import { veth } from '../../../fixtures/network-samples.ts'

const LONG_NAME = 'a-name-of-sixty-characters-which-nobody-would-want-to-type-in'
const LONG_DEVICE = 'fifteen-letters'
const loopback: LinkSample = {
  index: 1,
  name: 'lo',
  kind: 'loopback',
  up: true,
  addresses: ['127.0.0.1/8', '::1/128'],
}
const bridge: LinkSample = {
  index: 2,
  name: 'br0',
  kind: 'bridge',
  up: true,
  addresses: ['10.0.0.254/24'],
}

function network(namespace: number, links: readonly LinkSample[], given: Partial<NetworkSample> = {}): NetworkSample {
  return {
    namespace,
    links: [...links],
    routes: [],
    ...given,
  }
}

/** The host with a bridge, and so many namespaces at it. */
function star(many: number): NetworkSample[] {
  const numbers = Array.from({ length: many }, (_, index) => index + 10)
  return [
    network(1, [
      loopback,
      bridge,
      ...numbers.map(number => veth(number, number + 100, { master: 'br0' })),
    ]),
    ...numbers.map(number => network(number, [
      loopback,
      veth(number + 100, number, {
        name: 'eth0',
        addresses: [`10.0.0.${number}/24`, 'fe80::1/64'],
      }),
    ], {
      name: `box${number}`,
      routes: [
        { to: 'default', via: '10.0.0.254', device: 'eth0' },
        { to: '10.0.0.0/24', device: 'eth0' },
      ],
    })),
  ]
}

function sampled(networks: NetworkSample[], at = 0): KernelSample {
  return authoredSample({ at, networks })
}

export default {
  'the host alone': [
    sampled(star(0)),
  ],
  'one namespace': [
    sampled(star(1)),
  ],
  'three namespaces': [
    sampled(star(3)),
  ],
  'ten namespaces': [
    sampled(star(10)),
  ],
  'two joined directly, without a bridge': [
    sampled([
      network(1, [loopback]),
      network(2, [
        { ...loopback, up: false, addresses: [] },
        veth(5, 6),
      ]),
      network(3, [
        veth(6, 5, { up: false }),
      ]),
    ]),
  ],
  'two cables to one namespace': [
    sampled([
      network(1, [
        loopback,
        bridge,
        veth(5, 6, { master: 'br0' }),
        veth(7, 8, {
          addresses: ['192.168.100.100/24'],
        }),
      ]),
      network(2, [
        veth(6, 5),
        veth(8, 7),
      ], { name: 'both' }),
    ]),
  ],
  'names of sixty characters and many devices': [
    sampled([
      network(1, [
        loopback,
        {
          ...bridge,
          name: LONG_DEVICE,
          addresses: ['2001:db8:1234:5678:9abc:def0:1234:5678/128'],
        },
        {
          ...bridge,
          index: 3,
          name: 'docker0',
          up: false,
        },
        ...Array.from({ length: 30 }, (_, index) => veth(index + 40, 0, {
          addresses: ['2001:db8:1234:5678:9abc:def0:1234:5678/128'],
        })),
        veth(10, 11, { name: LONG_DEVICE, master: LONG_DEVICE }),
      ]),
      network(2, [
        veth(11, 10, {
          name: LONG_DEVICE,
          addresses: ['2001:db8:1234:5678:9abc:def0:1234:5678/128'],
        }),
        ...Array.from({ length: 30 }, (_, index) => ({ ...loopback, index: index + 20, name: `dummy${index}` })),
      ], {
        name: LONG_NAME,
        routes: [
          { to: '2001:db8:1234:5678::/64', via: '2001:db8:1234:5678:9abc:def0:1234:5678', device: LONG_DEVICE },
        ],
      }),
    ]),
  ],
  'much has changed': [
    sampled(star(2), 1),
    sampled([
      ...star(1).map(each => ({ ...each, routes: [] })),
      network(30, [
        loopback,
      ], { name: 'fresh' }),
    ], 2),
  ],
} satisfies FigureExtremes
