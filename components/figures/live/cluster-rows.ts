import type { ClusterContainer, ClusterNode } from './cluster-view.ts'
import type { Room } from './live-room.ts'

/** In px, with the gap below: what stands above the nodes, a node without containers, and a container. */
const HEAD = 92
const NODE = 49
const CONTAINER = 29

/** A node with as many of its containers as there is room for. */
export interface PlacedNode extends ClusterNode {
  shown: readonly ClusterContainer[]
  more: number
}

/** The nodes for which there is room, each with an equal share of the room for containers at least. */
export function clusterRows(nodes: readonly ClusterNode[], { height }: Pick<Room, 'height'>): { nodes: PlacedNode[], more: number } {
  const room = height - HEAD
  // One container and the line for the others, at least.
  const most = Math.max(1, Math.floor((room - CONTAINER) / (NODE + 2 * CONTAINER)))
  const kept = nodes.length * (NODE + 2 * CONTAINER) <= room
    ? nodes
    : nodes.slice(0, most)
  let left = Math.floor((room - kept.length * NODE - (kept.length < nodes.length
    ? CONTAINER
    : 0)) / CONTAINER)
  const rows = new Map<ClusterNode, number>()
  // The emptiest first, so that what it leaves goes to the others.
  for (const [index, node] of kept.toSorted((a, b) => a.containers.length - b.containers.length).entries()) {
    const share = Math.min(node.containers.length, Math.floor(left / (kept.length - index)))
    rows.set(node, share)
    left -= share
  }
  return {
    nodes: kept.map((node) => {
      const share = rows.get(node) ?? 0
      const shown = node.containers.length > share
        ? present(node.containers).slice(0, Math.max(0, share - 1))
        : node.containers
      return { ...node, shown, more: present(node.containers).length - present(shown).length }
    }),
    more: nodes.length - kept.length,
  }
}

function present(containers: readonly ClusterContainer[]): ClusterContainer[] {
  return containers.filter(({ change }) => change !== 'gone')
}
