import type { KernelSample, LayerEntry, LayerSample, MountSample } from './sample.ts'
import type { Section } from './sections.ts'
import * as v from 'valibot'

/** What findmnt(8) prints with `-J`; mounts on mounts are `children`. */
interface FoundMount {
  target: string
  source: string | null
  fstype: string
  options: string
  propagation: string
  children?: FoundMount[]
}
const foundMount: v.GenericSchema<FoundMount> = v.object({
  target: v.string(),
  source: v.nullable(v.string()),
  fstype: v.string(),
  options: v.string(),
  propagation: v.string(),
  children: v.optional(v.array(v.lazy(() => foundMount))),
})
const findmnt = v.pipe(v.string(), v.parseJson(), v.object({
  filesystems: v.array(foundMount),
}))

/** A directory's entries beyond these are not kept: nobody could tell them apart in a figure. */
const MOST_ENTRIES = 40

const KINDS = {
  f: 'file',
  d: 'directory',
} as const

/** Reads the sections `mounts` and `layer`, which follow the mounts that they belong to. */
export function parseMounts(sections: readonly Section[]): NonNullable<KernelSample['mounts']> {
  return sections.filter(({ name }) => name === 'mounts').map(({ words: [namespace, pid], lines }) => {
    const layers = sections.filter(section => section.name === 'layer' && section.words[0] === namespace)
    return {
      namespace: Number(namespace),
      pid: Number(pid),
      mounts: flatten(v.parse(findmnt, lines.join('\n')).filesystems).map(mount => withLayers(mount, layers)),
    }
  })
}

function flatten(mounts: readonly FoundMount[]): MountSample[] {
  return mounts.flatMap(({ target, source, fstype, options, propagation, children = [] }) => [
    {
      target,
      source: source ?? '',
      type: fstype,
      options,
      propagation,
    },
    ...flatten(children),
  ])
}

function withLayers(mount: MountSample, layers: readonly Section[]): MountSample {
  const own = layers.filter(({ words }) => mount.type === 'overlay' && words.slice(3).join(' ') === mount.target)
  const ofKind = (kind: string): LayerSample[] => own.filter(({ words }) => words[1] === kind).map(parseLayer)
  const [merged] = ofKind('merged')
  if (!merged)
    return mount
  const [upper] = ofKind('upperdir')
  // A comma of the path itself stands behind a backslash.
  const work = /(?:^|,)workdir=((?:\\.|[^,\\])*)/.exec(mount.options)?.[1]?.replaceAll(/\\(.)/g, '$1')
  return {
    ...mount,
    overlay: {
      lower: ofKind('lowerdir'),
      ...upper && { upper },
      ...work !== undefined && { work },
      merged,
    },
  }
}

/**
 * A line `in TAB directory`, then lines `kind TAB path` of find(1) with paths below it, then of stat(1) for device nodes and of
 * getfattr(1) for opaque directories, with paths that begin with it.
 */
function parseLayer({ words, lines }: Section): LayerSample {
  const directory = words[2]!
  const entries = new Map<string, LayerEntry>()
  let start = ''
  let file = ''
  const entryAt = (path: string): LayerEntry | undefined => entries.get(path.slice(start.length).replace(/^\/+/, ''))
  for (const line of lines) {
    const [kind = '', second = '', third = ''] = line.split('\t')
    if (kind === 'in') {
      start = second
    }
    else if (kind === 'rdev') {
      const entry = entryAt(third)
      if (second === '0:0' && entry)
        entry.kind = 'whiteout'
    }
    else if (line.startsWith('# file: ')) {
      file = line.slice('# file: '.length)
    }
    else if (line === 'trusted.overlay.opaque="y"') {
      const entry = entryAt(file)
      if (entry)
        entry.opaque = true
    }
    else if (second !== '' && entries.size < MOST_ENTRIES) {
      entries.set(second, {
        path: second,
        kind: kind in KINDS
          ? KINDS[kind as keyof typeof KINDS]
          : 'other',
      })
    }
  }
  return {
    directory,
    entries: [
      ...entries.values(),
    ].sort((one, other) => one.path < other.path
      ? -1
      : 1),
  }
}
