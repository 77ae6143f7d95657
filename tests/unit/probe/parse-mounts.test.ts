import type { MountSample } from '../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { parseMounts } from '../../../scripts/probe/parse-mounts.ts'
import { SECTION_MARK } from '../../../scripts/probe/probe-script.ts'
import { splitSections } from '../../../scripts/probe/sections.ts'

/** An overlay mount as `/proc/PID/mountinfo` has it, from its root on. */
function overlayAt(target: string, workdir = '/demo/work'): string {
  return `/ ${target} rw,relatime - overlay overlay rw,lowerdir=/demo/lower,upperdir=/demo/upper,workdir=${workdir}`
}
const overlay = overlayAt('/demo/merged')

/** What the probe prints of these mounts, their layers and the entries of directories. */
function parse(mounts: readonly string[], overlays: readonly string[] = [], entries: readonly string[] = []): ReturnType<typeof parseMounts> {
  return parseMounts(splitSections([
    ['mounts 4026531841 7', ...mounts],
    ['overlays', ...overlays],
    ['entries', ...entries],
  ].map(lines => `${SECTION_MARK}${lines.join('\n')}\n`).join('')))
}

const layers = [
  '4026531841\t/demo/merged\tmerged\t/demo/merged\t/proc/7/root/demo/merged',
  '4026531841\t/demo/merged\tlower\t/demo/lower\t/demo/lower',
]
const kept = ['f\t/demo/lower\tkept', 'f\t/proc/7/root/demo/merged\tkept']

function overlayOf(overlays: readonly string[] = [], entries: readonly string[] = []): MountSample['overlay'] {
  return parse([overlay], [
    ...layers,
    ...overlays,
  ], [
    ...kept,
    ...entries,
  ])[0]?.mounts[0]?.overlay
}

describe('parseMounts', () => {
  it('has source, type, options and propagation of every mount', () => {
    expect(parse([
      '/ / rw,relatime shared:1 - ext4 /dev/vda rw,discard',
      String.raw`/a\040b /mnt/c\134d ro,relatime shared:7 master:1 - ext4 /dev/vda rw,discard`,
      '/ /proc rw,nosuid master:3 - proc proc rw',
      '/ /tmp rw unbindable - tmpfs tmpfs rw,size=1024k',
    ])).toEqual([
      {
        namespace: 4026531841,
        pid: 7,
        mounts: [
          {
            target: '/',
            source: '/dev/vda',
            type: 'ext4',
            options: 'rw,relatime,discard',
            propagation: 'shared',
          },
          {
            target: String.raw`/mnt/c\d`,
            source: '/dev/vda[/a b]',
            type: 'ext4',
            options: 'ro,relatime,discard',
            propagation: 'shared,slave',
          },
          {
            target: '/proc',
            source: 'proc',
            type: 'proc',
            options: 'rw,nosuid',
            propagation: 'private,slave',
          },
          {
            target: '/tmp',
            source: 'tmpfs',
            type: 'tmpfs',
            options: 'rw,size=1024k',
            propagation: 'private,unbindable',
          },
        ],
      },
    ])
  })

  it('gives an overlay its layers, and no upper one when it has none', () => {
    expect(overlayOf()).toEqual({
      lower: [
        {
          directory: '/demo/lower',
          entries: [
            { path: 'kept', kind: 'file' },
          ],
        },
      ],
      work: '/demo/work',
      merged: {
        directory: '/demo/merged',
        entries: [
          { path: 'kept', kind: 'file' },
        ],
      },
    })
  })

  it.each([
    ['a layer', '/demo/upper'],
    ['a layer that was named with a slash at its end', '/demo/upper/'],
    ['a layer at the root', '/'],
  ])('marks the whiteout that stat names and no other of the same name, in %s', (_, directory) => {
    const base = directory.replace(/\/$/, '')
    const upper = overlayOf([`4026531841\t/demo/merged\tupper\t${directory}\t${directory}`], [
      `d\t${directory}\tupper`,
      `f\t${directory}\tupper/gone`,
      `c\t${directory}\tgone`,
      `c\t${directory}\tnull`,
      `rdev\t0:0\t${base}/gone`,
      `rdev\t1:3\t${base}/null`,
    ])?.upper
    expect(upper).toEqual({
      directory,
      entries: [
        { path: 'gone', kind: 'whiteout' },
        { path: 'null', kind: 'other' },
        { path: 'upper', kind: 'directory' },
        { path: 'upper/gone', kind: 'file' },
      ],
    })
  })

  it('marks the opaque directory that getfattr names', () => {
    const upper = overlayOf(['4026531841\t/demo/merged\tupper\tupper\t/demo/upper'], [
      'd\t/demo/upper\tetc',
      'd\t/demo/upper\tupper',
      'd\t/demo/upper\tupper/etc',
      '# file: /demo/upper/etc',
      'trusted.overlay.opaque="y"',
    ])?.upper
    expect(upper).toMatchObject({
      directory: 'upper',
      entries: [
        { path: 'etc', opaque: true },
        { path: 'upper' },
        { path: 'upper/etc' },
      ],
    })
    expect(JSON.stringify(upper).match(/opaque/g)).toHaveLength(1)
  })

  it('gives a layer that two mounts share to both', () => {
    const [parsed] = parse([
      overlay,
      overlayAt('/demo/other'),
    ], [
      ...layers,
      ...layers.map(line => line.replaceAll('merged', 'other').replace('\tother\t', '\tmerged\t')),
    ], kept)
    expect(parsed?.mounts.map(mount => mount.overlay?.lower[0]?.entries.length)).toEqual([1, 1])
  })

  it('reads the whole work directory when its name has a comma', () => {
    const [parsed] = parse([
      overlayAt('/demo/merged', String.raw`/demo/a\134\054b,uuid=on`),
    ], layers, kept)
    expect(parsed?.mounts[0]?.overlay).toMatchObject({ work: '/demo/a,b' })
  })

  it('passes over a namespace that went while it was looked at', () => {
    expect(parseMounts(splitSections(`${SECTION_MARK}mounts 4026531841 7\n`))).toEqual([])
  })
})
