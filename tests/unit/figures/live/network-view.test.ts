import type { LinkSample, NetworkSample } from '../../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { authoredSample } from '../../../../components/figures/live/authored-sample.ts'
import { networkView } from '../../../../components/figures/live/network-view.ts'
import { veth } from '../../../fixtures/network-samples.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

function network(namespace: number, ...links: LinkSample[]): NetworkSample {
  return { namespace, links, routes: [] }
}

describe('the networks', () => {
  it('joins the two ends of each pair, though both namespaces number theirs alike', () => {
    const { cables } = networkView([
      authoredSample({
        networks: [
          network(1, veth(4, 2), veth(5, 2)),
          network(7, veth(2, 4)),
          network(8, veth(2, 5)),
        ],
      }),
    ])
    expect(cables.map(({ ends }) => ends)).toEqual([
      [
        { namespace: 1, index: 4 },
        { namespace: 7, index: 2 },
      ],
      [
        { namespace: 1, index: 5 },
        { namespace: 8, index: 2 },
      ],
    ])
  })

  it('takes no device for a cable whose other end is not seen', () => {
    expect(networkView([
      authoredSample({
        networks: [
          network(1, veth(4, 9), veth(9, 7)),
        ],
      }),
    ]).cables).toEqual([])
  })

  it('marks what has come, gone and been turned on', () => {
    const { host, others, cables } = networkView([
      authoredSample({
        at: 1,
        networks: [
          network(1, veth(4, 2)),
          network(7, veth(2, 4, { up: false })),
        ],
      }),
      authoredSample({
        at: 2,
        networks: [
          network(1, veth(4, 2), veth(6, 2)),
          network(7, veth(2, 4, {
            addresses: ['10.0.0.1/24'],
          })),
          network(9, veth(2, 6)),
        ],
      }),
    ])
    expect(host!.devices.map(({ change }) => change)).toEqual(['same', 'new'])
    expect(others.map(({ change }) => change)).toEqual(['same', 'new'])
    expect(others[0]!.devices[0]).toMatchObject({
      isTurned: true,
      addresses: [
        { text: '10.0.0.1/24', change: 'new' },
      ],
    })
    expect(cables.map(({ change }) => change)).toEqual(['same', 'new'])
  })

  it('are those that were recorded: a bridge, and a cable to each of two namespaces', async () => {
    const { host, others, cables } = networkView(await recordedSamples('network-namespace', 10))
    expect(host!.devices.filter(({ master }) => master === 'br0').map(({ name }) => name)).toEqual(['red', 'blue'])
    expect(others.map(({ title, devices }) => [
      title,
      ...devices.flatMap(({ addresses }) => addresses.map(({ text }) => text)),
    ])).toEqual(expect.arrayContaining([
      ['red', '10.0.0.1/24'],
      ['blue', '10.0.0.2/24'],
    ]))
    expect(cables).toHaveLength(2)
  })
})
