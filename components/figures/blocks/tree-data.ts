import type { BoxesData } from './boxes-data.ts'
import type { GridArrow, GridBox } from './boxes-schema.ts'
import * as v from 'valibot'
import { clicksOf, describeBoxes } from './boxes-data.ts'
import { boxSchema } from './boxes-schema.ts'
import { optionsSchema } from './options-schema.ts'

type NodeSource = v.InferOutput<typeof boxSchema> & {
  /** Words on the line that leads here. */
  edge?: string | undefined
  /** Names of its branches, and what they look like. */
  below?: Record<string, NodeSource | null> | undefined
}

const nodeSchema: v.GenericSchema<unknown, NodeSource> = v.lazy(() => optionsSchema({
  ...boxSchema.entries,
  edge: v.optional(v.string()),
  below: v.optional(v.record(v.string(), v.nullable(nodeSchema))),
}))

/** What stands in a `figure tree` block. */
export const treeSchema = optionsSchema({
  title: v.string(),
  /** The figure in words, for those who do not see it. @default made from the nodes and edges */
  description: v.optional(v.string()),
  /** Where branches stand from their root. @default down */
  direction: v.optional(v.picklist(['down', 'right'])),
  /** Lines have heads. */
  arrows: v.optional(v.boolean()),
  /** Names of the roots, mostly one; every name of the tree is there once. */
  tree: v.record(v.string(), v.nullable(nodeSchema)),
})

interface TreePlace {
  name: string
  node: NodeSource
  parent?: TreePlace
  /** How far from the root, from 0. */
  depth: number
  /** Leaves that it spans: the first, and the one after the last. */
  from: number
  to: number
}

/** A tree as boxes on a grid: a column (or, to the right, a row) for each leaf. Throws where a name stands twice. */
export function resolveTree(source: v.InferOutput<typeof treeSchema>): BoxesData {
  const places: TreePlace[] = []
  const leaves = place(source.tree, undefined, 0, places)
  const twice = places.find(({ name }, index) => places.findIndex(other => other.name === name) !== index)
  if (twice)
    throw new Error(`"${twice.name}" stands in the tree twice. Give one another name, and "title" for what is shown.`)
  const down = source.direction !== 'right'
  const depths = Math.max(...places.map(({ depth }) => depth)) + 1
  const nameAt = (depth: number, leaf: number): string => places.find(each => each.depth === depth && each.from <= leaf && leaf < each.to)?.name ?? '.'
  const grid = Array.from({
    length: down
      ? depths
      : leaves,
  }, (_, row) => Array.from({
    length: down
      ? leaves
      : depths,
  }, (__, column) => down
    ? nameAt(row, column)
    : nameAt(column, row)))
  const boxes = places.map(({ name, node: { edge, below, ...look } }): GridBox => ({
    name,
    ...below && { narrow: true },
    ...look,
  }))
  const arrows = places.flatMap(({ name, node, parent }): GridArrow[] => parent
    ? [
        {
          from: parent.name,
          to: name,
          dashed: node.ghost ?? false,
          both: false,
          plain: !source.arrows,
          refused: false,
          along: down
            ? 'y'
            : 'x',
          ...node.edge !== undefined && { label: node.edge },
          ...node.layer !== undefined && { layer: node.layer },
          ...node.step !== undefined && { step: node.step },
        },
      ]
    : [])
  return {
    title: source.title,
    description: source.description ?? describeBoxes(boxes, arrows),
    grid,
    boxes,
    frames: [],
    arrows,
    clicks: clicksOf({ boxes, frames: [], arrows }),
  }
}

/** Places nodes and all below them, beginning at a leaf. Returns the leaf after them. */
function place(nodes: Record<string, NodeSource | null>, parent: TreePlace | undefined, leaf: number, places: TreePlace[]): number {
  return Object.entries(nodes).reduce((from, [name, node]) => {
    const here: TreePlace = {
      name,
      node: node ?? {},
      ...parent && { parent },
      depth: parent
        ? parent.depth + 1
        : 0,
      from,
      to: from + 1,
    }
    places.push(here)
    if (here.node.below)
      here.to = place(here.node.below, here, from, places)
    return here.to
  }, leaf)
}
