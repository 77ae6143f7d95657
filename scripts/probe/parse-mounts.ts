import type { KernelSample, LayerEntry, LayerSample, MountSample } from './sample.ts'
import type { Section } from './sections.ts'

/** A directory's entries beyond these are not kept: they could not be told apart in a figure. */
const MOST_ENTRIES = 40

/** By the letter that find(1) prints. */
const kinds: Readonly<Record<string, LayerEntry['kind']>> = {
  f: 'file',
  d: 'directory',
}

/** Reads the sections `mounts`, one per mount namespace, and the layers of all overlay mounts in `overlays` and `entries`. */
export function parseMounts(sections: readonly Section[]): NonNullable<KernelSample['mounts']> {
  const linesOf = (wanted: string): readonly string[] => sections.filter(({ name }) => name === wanted).flatMap(({ lines }) => lines)
  const entries = parseEntries(linesOf('entries'))
  const layers = linesOf('overlays').filter(line => line !== '').map(line => parseLayer(line, entries))
  // A namespace may go while it is looked at.
  return sections.filter(({ name, lines }) => name === 'mounts' && lines.join('') !== '').map(({ words: [namespace, pid], lines }) => ({
    namespace: Number(namespace),
    pid: Number(pid),
    mounts: lines.map(parseMount).map(mount => withLayers(mount, layers.filter(layer => layer.namespace === namespace && layer.target === mount.target))),
  }))
}

/** A line of `/proc/PID/mountinfo` (proc_pid_mountinfo(5)) from its fourth field on: `root target options tags … - type source options`. */
function parseMount(line: string): MountSample {
  const [before = '', after = ''] = line.split(' - ')
  const [root = '', target = '', options = '', ...tags] = before.split(' ').map(unescape)
  const [type = '', source = '', ownOptions = ''] = after.split(' ')
  return {
    target,
    // As findmnt(8) prints what is mounted of a file system if it is not all of it.
    source: root === '/'
      ? unescape(source)
      : `${unescape(source)}[${root}]`,
    type,
    // Those of the mount, and those of the file system, which begin with what the mount's begin with.
    options: [
      options,
      unescape(ownOptions).replace(/^r[wo],?/, ''),
    ].filter(Boolean).join(','),
    propagation: propagation(tags),
  }
}

/** The kernel writes blanks, backslashes and line ends of names as three octal digits. */
function unescape(field: string): string {
  return field.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
}

/** In the words of mount_namespaces(7), as findmnt(8) has them. */
function propagation(tags: readonly string[]): string {
  const has = (tag: string): boolean => tags.some(each => each.split(':', 1)[0] === tag)
  const words = [
    has('shared')
      ? 'shared'
      : 'private',
    ...has('master')
      ? ['slave']
      : [],
    ...has('unbindable')
      ? ['unbindable']
      : [],
  ]
  return words.join(',')
}

/** A layer of one of the mounts. */
interface MountedLayer extends LayerSample {
  namespace: string
  target: string
  kind: string
}

function withLayers(mount: MountSample, layers: readonly MountedLayer[]): MountSample {
  const ofKind = (kind: string): LayerSample[] => layers.filter(layer => layer.kind === kind).map(({ directory, entries }) => ({ directory, entries }))
  const [merged] = ofKind('merged')
  if (mount.type !== 'overlay' || !merged)
    return mount
  const [upper] = ofKind('upper')
  // A comma of the path itself stands behind a backslash.
  const work = /(?:^|,)workdir=((?:\\.|[^,\\])*)/.exec(mount.options)?.[1]?.replaceAll(/\\(.)/g, '$1')
  return {
    ...mount,
    overlay: {
      lower: ofKind('lower'),
      ...upper && { upper },
      ...work !== undefined && { work },
      merged,
    },
  }
}

/** A line `namespace TAB target TAB kind TAB directory as it was given to mount(2) TAB directory that was listed`. */
function parseLayer(line: string, entries: ReadonlyMap<string, readonly LayerEntry[]>): MountedLayer {
  const [namespace = '', target = '', kind = '', directory = '', listed = ''] = line.split('\t')
  return {
    namespace,
    target,
    kind,
    directory,
    entries: [
      ...entries.get(listed) ?? [],
    ],
  }
}

/**
 * What stands in each directory: lines `kind TAB directory TAB path below it` of find(1), and among them lines of stat(1) for device nodes
 * and of getfattr(1) for opaque directories, with whole paths.
 */
function parseEntries(lines: readonly string[]): ReadonlyMap<string, LayerEntry[]> {
  const found: { directory: string, path: string, kind: string }[] = []
  const whiteouts = new Set<string>()
  const opaque = new Set<string>()
  let file = ''
  for (const line of lines) {
    const [kind = '', second = '', third = ''] = line.split('\t')
    if (kind === 'rdev') {
      if (second === '0:0')
        whiteouts.add(plain(third))
    }
    else if (line.startsWith('# file: ')) {
      file = line.slice('# file: '.length)
    }
    else if (line === 'trusted.overlay.opaque="y"') {
      opaque.add(plain(file))
    }
    else if (third !== '') {
      found.push({ directory: second, path: third, kind })
    }
  }
  const directories = Map.groupBy(found, ({ directory }) => directory)
  return new Map([...directories].map(([directory, group]) => [
    directory,
    group.map(({ path, kind }): LayerEntry => {
      const whole = plain(`${directory}/${path}`)
      return {
        path,
        kind: whiteouts.has(whole)
          ? 'whiteout'
          : kinds[kind] ?? 'other',
        ...opaque.has(whole) && { opaque: true },
      }
    }).sort((one, other) => one.path < other.path
      ? -1
      : 1).slice(0, MOST_ENTRIES),
  ]))
}

/** A path without the empty parts that a directory's own slash at its end leaves. */
function plain(path: string): string {
  return path.replaceAll(/\/{2,}/g, '/')
}
