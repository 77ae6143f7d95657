import type { ImageMeasures } from './image-measures.ts'
import type { ImageNode, ImageStoreView } from './image-view.ts'
import type { PlacedArrow, PlacedNode, PlacedStore } from './placed-images.ts'
import { MONO, SANS } from './image-measures.ts'
import { nodeHeight, placeNode } from './place-image-node.ts'

interface StorePlace {
  at: ImageMeasures
  y: number
  width: number
  /** How much room there is below `y`. */
  height: number
}

/** A store as two columns that begins at `y`: on the left indexes and manifests, on the right what manifests refer to. */
export function placeStore(view: ImageStoreView, { at, y, width, height }: StorePlace): PlacedStore {
  const top = y + at.head
  const room = height - at.head - at.foot
  const isLeft = ({ kind }: ImageNode): boolean => kind === 'index' || kind === 'manifest'
  const leftWidth = Math.floor((width - 4) * at.left)
  const columns = [
    view.nodes.filter(isLeft),
    view.nodes.filter(node => !isLeft(node)),
  ].map(nodes => chooseNodes(nodes, at, room))
  const placed = columns.flatMap((nodes, column) => {
    let below = top
    return nodes.map((node): PlacedNode => {
      const x = column === 1
        ? 2 + leftWidth + at.arrows
        : node.kind === 'manifest'
          ? 2 + at.indent
          : 2
      const result = placeNode(node, {
        at,
        x,
        y: below,
        width: (column === 1
          ? width - 2
          : leftWidth) - x,
      })
      below += result.height + at.gap
      return result
    })
  })
  const unseen = view.nodes.filter(({ change }) => change !== 'gone').length - placed.filter(({ change }) => change !== 'gone').length + view.more
  const note = [
    ...unseen > 0
      ? [`+ ${unseen} more`]
      : [],
    ...view.isLayout
      ? ['oci-layout']
      : [],
  ].join(' · ')
  return {
    ...view,
    y,
    pathWords: pathEnd(view.path, Math.floor((width - note.length * at.small * SANS - 12) / (at.text * MONO))),
    note,
    nodesPlaced: placed,
    arrows: arrowsOf(placed, at),
    unseen,
    bottom: Math.max(top, ...placed.map(node => node.y + node.height)) + at.foot,
  }
}

/** A path, or as much of its end as there is room for: what tells folders apart. */
function pathEnd(path: string, capacity: number): string {
  return path.length > capacity
    ? `…${path.slice(1 - Math.max(2, capacity))}`
    : path
}

/** The height that a store would take if it had all it wants. */
export function storeHeight(view: ImageStoreView, at: ImageMeasures, width: number): number {
  return placeStore(view, {
    at,
    y: 0,
    width,
    height: Number.POSITIVE_INFINITY,
  }).bottom
}

/** As many as there is room for: first those about which there is something to say. */
function chooseNodes(nodes: readonly ImageNode[], at: ImageMeasures, room: number): ImageNode[] {
  const chosen = new Set<ImageNode>()
  let left = room + at.gap
  for (const node of nodes.toSorted((a, b) => weigh(b) - weigh(a))) {
    left -= nodeHeight(node, at) + at.gap
    if (left < 0)
      break
    chosen.add(node)
  }
  return nodes.filter(node => chosen.has(node))
}

function weigh({ kind, state, change }: ImageNode): number {
  if (kind === 'index')
    return 4
  if (change === 'gone')
    return 0
  if (state === 'false' || state === 'missing')
    return 3
  return change === 'new'
    ? 2
    : 1
}

/** From an index down to its manifests, from a manifest across to what it refers to. */
function arrowsOf(nodes: readonly PlacedNode[], at: ImageMeasures): PlacedArrow[] {
  const byKey = new Map(nodes.map(node => [node.key, node]))
  return nodes.filter(({ change }) => change !== 'gone').flatMap(from => from.refers.flatMap((key) => {
    const to = byKey.get(key)
    if (!to || to === from)
      return []
    const y = to.y + to.height / 2
    if (from.kind === 'index') {
      const x = from.x + at.indent / 2
      return [
        { from: from.key, to: key, path: `M ${x} ${from.y + from.height} V ${y} H ${to.x}` },
      ]
    }
    const start = from.x + from.width
    const middle = (start + to.x) / 2
    return [
      { from: from.key, to: key, path: `M ${start} ${from.y + from.height / 2} C ${middle} ${from.y + from.height / 2} ${middle} ${y} ${to.x} ${y}` },
    ]
  }))
}
