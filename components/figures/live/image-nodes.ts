import type { BlobReference, BlobSample, ImageStoreSample } from '../../../scripts/probe/sample.ts'

/** The key of an OCI layout's own index, which is no blob. */
export const INDEX_FILE = 'index.json'

/** A file of a store, or one that is asked for and not there. */
export interface FoundNode {
  /** Its digest, or `index.json`. */
  key: string
  /** What refers to it says what it is, or else it says so itself; `blob` where nobody does. */
  kind: 'index' | 'manifest' | 'config' | 'layer' | 'blob'
  /** Bytes; undefined where it is not there. */
  size: number | undefined
  /** Whether its bytes add up to its name; undefined where nobody has added them up. */
  isTrue: boolean | undefined
  /** Of a manifest: the images that it stands for. */
  names: readonly string[]
  /** What it refers to and is drawn. */
  refers: readonly string[]
  /** Of an index: how many manifests it names, also those that are elsewhere. */
  named: number
  /** How many manifests refer to it. */
  users: number
}

/** The files of a store: indexes, then manifests, then what those ask for in their order, then what nobody refers to. */
export function findNodes({ index, blobs }: ImageStoreSample): FoundNode[] {
  const present = new Map(blobs.map(blob => [blob.digest, blob]))
  const sources = [
    ...index
      ? [
          {
            key: INDEX_FILE,
            document: index.document,
          },
        ]
      : [],
    ...blobs.map(({ digest, document }) => ({ key: digest, document })),
  ]
  const references = sources.flatMap(({ key, document }) => document?.refers.map(reference => ({ ...reference, from: key })) ?? [])
  // An index names images for other processors, too, which nobody has fetched; but an image without its layer is broken.
  const isDrawn = ({ role, digest }: BlobReference): boolean => role !== 'manifest' || present.has(digest)
  const nodeOf = (key: string, blob: Partial<BlobSample> | undefined, own = blob?.document): FoundNode => {
    const referring = references.filter(({ digest }) => digest === key)
    return {
      key,
      kind: own?.kind ?? referring[0]?.role ?? 'blob',
      size: blob?.size,
      isTrue: blob?.isTrue,
      names: [
        ...new Set(referring.flatMap(({ name, processor }) => name ?? processor ?? [])),
      ],
      refers: [
        ...new Set(own?.refers.filter(isDrawn).map(({ digest }) => digest)),
      ],
      named: own?.kind === 'index'
        ? own.refers.length
        : 0,
      users: new Set(referring.map(({ from }) => from)).size,
    }
  }
  const keys = new Set([
    ...sources.filter(({ document }) => document?.kind === 'manifest').flatMap(({ document }) => document!.refers.map(({ digest }) => digest)),
    ...present.keys(),
  ])
  const nodes = [
    ...index
      ? [
          {
            ...nodeOf(INDEX_FILE, index),
            kind: 'index' as const,
          },
        ]
      : [],
    ...[...keys].map(key => nodeOf(key, present.get(key))),
  ]
  return [
    ...nodes.filter(({ kind }) => kind === 'index'),
    ...nodes.filter(({ kind }) => kind === 'manifest'),
    ...nodes.filter(({ kind }) => kind !== 'index' && kind !== 'manifest'),
  ]
}
