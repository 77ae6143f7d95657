import type { KernelSample } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import type { FoundNode } from './image-nodes.ts'
import { withChanges } from './changes.ts'
import { findNodes } from './image-nodes.ts'
import { earlierSample } from './sample-history.ts'

/** A file of a store as it is shown. */
export interface ImageNode extends FoundNode {
  change: Change
  /** `false`: its bytes add up to something else than its name; `missing`: asked for and not there. */
  state: 'false' | 'missing' | 'shared' | 'plain'
}

/** A store of images, as a graph. */
export interface ImageStoreView {
  path: string
  /** It says that it is an OCI layout. */
  isLayout: boolean
  nodes: readonly ImageNode[]
  /** Blobs that were not looked at. */
  more: number
}

/** All stores, the one that was changed last first; of those without any file, none. */
export function imageStores(samples: readonly KernelSample[]): ImageStoreView[] {
  const before = earlierSample(samples)?.images
  return (samples.at(-1)?.images ?? []).map((store) => {
    const earlier = before?.find(({ path }) => path === store.path)
    // A store that has come at once, as by a copy, is new as a whole.
    const known = before && (earlier
      ? findNodes(earlier)
      : [])
    return {
      path: store.path,
      isLayout: store.isLayout,
      nodes: withChanges(findNodes(store), known, ({ key }) => key).map(({ item, change }) => ({
        ...item,
        change,
        state: stateOf(item),
      })),
      more: store.more,
    }
  }).filter(({ nodes, more }) => nodes.length + more > 0)
}

function stateOf({ isTrue, size, users }: FoundNode): ImageNode['state'] {
  if (size === undefined)
    return 'missing'
  if (isTrue === false)
    return 'false'
  return users > 1
    ? 'shared'
    : 'plain'
}

/** As many digits of a digest as there is room for. */
export function shortDigest(key: string, digits: number): string {
  return key.replace('sha256:', '').slice(0, digits)
}
