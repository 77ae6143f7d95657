import { expect, it } from 'vitest'
import { clusterRows } from '../../../../components/figures/live/cluster-rows.ts'
import { clusterView } from '../../../../components/figures/live/cluster-view.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

const DEMO = 'orchestrator-from-scratch'

/** By node, the containers that a step left there. */
async function afterStep(step: number): Promise<Record<string, string[]>> {
  const { nodes } = clusterView(await recordedSamples(DEMO, step))
  return Object.fromEntries(nodes.map(({ name, containers }) => [
    name,
    containers.filter(({ state, change }) => state === 'runs' && change !== 'gone').map(container => container.name),
  ]))
}

it('has nothing before there is a store', () => {
  expect(clusterView([])).toEqual({
    wanted: undefined,
    running: 0,
    hasScheduler: false,
    nodes: [],
  })
})

it('has the containers of a recorded cluster on their nodes, after each step', async () => {
  expect(await afterStep(6)).toEqual({
    blue: ['web-1', 'web-3'],
    red: ['web-2'],
  })
  expect(await afterStep(9)).toEqual({
    blue: [],
    red: ['web-1', 'web-2', 'web-3'],
  })
  expect(await afterStep(10)).toEqual({
    blue: ['web-4', 'web-5'],
    red: ['web-1', 'web-2', 'web-3'],
  })
})

it('has fewer than are wanted while there is no scheduler', async () => {
  expect(clusterView(await recordedSamples(DEMO, 14))).toMatchObject({ wanted: 2, running: 1, hasScheduler: false })
  expect(clusterView(await recordedSamples(DEMO, 15))).toMatchObject({ wanted: 2, running: 2, hasScheduler: true })
})

it('gives each node its share of the room, and counts what has none', async () => {
  const { nodes } = clusterView(await recordedSamples(DEMO, 10))
  expect(clusterRows(nodes, { height: 430 })).toMatchObject({
    more: 0,
    nodes: [
      { name: 'blue', more: 0 },
      { name: 'red', more: 0 },
    ],
  })
  const [first] = clusterRows(nodes, { height: 250 }).nodes
  expect(first!.more).toBeGreaterThan(0)
})
