import type { KernelSample, LayerEntry, LayerSample, MountSample } from '../../../scripts/probe/sample.ts'
import type { OverlayColumn } from './overlay-view.ts'

/** An overlay mount of a sample. */
export interface FoundOverlay {
  target: string
  overlay: NonNullable<MountSample['overlay']>
}

/** A layer with what is in it. */
export interface OverlayLayer extends OverlayColumn {
  entries: readonly LayerEntry[]
}

/** Lower layers beyond these are drawn as one. */
const MOST_LOWER = 3

/** Those that are apart for no more than the mount namespace they were seen from only once. */
export function overlaysOf(sample: KernelSample | undefined): FoundOverlay[] {
  const found = new Map<string, FoundOverlay>()
  for (const { target, options, overlay } of sample?.mounts?.flatMap(({ mounts }) => mounts) ?? []) {
    // A mount namespace begins with a copy of every mount; where the root was changed, the copy has another target.
    if (overlay && !found.has(options))
      found.set(options, { target, overlay })
  }
  return [
    ...found.values(),
  ]
}

/** What makes it the same mount at another time. */
export function overlayKey({ target, overlay: { upper, lower } }: FoundOverlay): string {
  return [
    target,
    upper?.directory ?? '',
    ...lower.map(({ directory }) => directory),
  ].join('\t')
}

/** Its layers as columns: `merged`, then from the top down. */
export function layersOf({ merged, upper, lower }: FoundOverlay['overlay']): OverlayLayer[] {
  const own = lower.length > MOST_LOWER
    ? lower.slice(0, MOST_LOWER - 1)
    : lower
  const rest = lower.slice(own.length)
  const names = own.map(({ directory }) => nameOf(directory))
  const areTold = new Set(names).size === own.length
  return [
    { label: 'merged', role: 'merged', entries: merged.entries },
    ...upper
      ? [
          { label: 'upper', role: 'upper' as const, entries: upper.entries },
        ]
      : [],
    ...own.map(({ entries }, index) => ({
      label: lower.length === 1
        ? 'lower'
        : areTold
          ? names[index]!
          : `lower ${index + 1}`,
      ...!areTold && {
        number: String(index + 1),
      },
      role: 'lower' as const,
      entries,
    })),
    ...rest.length > 0
      ? [
          {
            label: `${rest.length} more`,
            number: `+${rest.length}`,
            role: 'lower' as const,
            entries: together(rest),
          },
        ]
      : [],
  ]
}

/** Layers seen from above, as one: of each name what stands topmost. */
function together(layers: readonly LayerSample[]): LayerEntry[] {
  const seen = new Map<string, LayerEntry>()
  for (const entry of layers.flatMap(({ entries }) => entries)) {
    if (!seen.has(entry.path))
      seen.set(entry.path, entry)
  }
  return [
    ...seen.values(),
  ]
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1)!
}
