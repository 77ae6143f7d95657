import type { ImageNode, ImageStoreView } from './image-view.ts'
import { formatBytes } from './format-bytes.ts'
import { shortDigest } from './image-view.ts'

/** Digits of a digest that are read out, as many as engines print. */
const DIGITS = 12
/** Images that are told one by one, at most. */
const MOST_TOLD = 4

/** A store of images in sentences. */
export function describeImages({ path, isLayout, nodes, more }: ImageStoreView): string {
  const present = nodes.filter(({ change }) => change !== 'gone')
  const manifests = present.filter(({ kind }) => kind === 'manifest')
  const byKey = new Map(present.map(node => [node.key, node]))
  const loose = present.filter(({ kind, users }) => kind === 'blob' || (kind !== 'index' && users === 0))
  return [
    `Files in ${path}${isLayout
      ? ', an OCI layout'
      : ''}: ${present.filter(({ size }) => size !== undefined).length + more}.`,
    ...manifests.slice(0, MOST_TOLD).map(manifest => `${manifest.names.length > 0
      ? `Image ${manifest.names.join(', ')}, manifest`
      : 'Manifest'} ${words(manifest)}, refers to ${manifest.refers.flatMap((key) => {
      const node = byKey.get(key)
      return node
        ? [`${node.kind} ${words(node)}`]
        : []
    }).join(', ')}.`),
    ...manifests.length > MOST_TOLD
      ? [`${manifests.length - MOST_TOLD} more manifests.`]
      : [],
    ...loose.length > 0
      ? [`Nobody refers to ${loose.slice(0, MOST_TOLD).map(words).join(', ')}${loose.length > MOST_TOLD
          ? ` and ${loose.length - MOST_TOLD} more`
          : ''}.`]
      : [],
  ].join(' ')
}

function words({ key, size, state, users }: ImageNode): string {
  return [
    shortDigest(key, DIGITS),
    ...size === undefined
      ? ['which is missing']
      : [`of ${formatBytes(size)}`],
    ...state === 'false'
      ? ['whose bytes do not add up to its name']
      : [],
    ...state === 'shared'
      ? [`shared by ${users}`]
      : [],
  ].join(' ')
}
