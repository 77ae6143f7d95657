import type { MountSample } from '../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { parseMounts } from '../../../scripts/probe/parse-mounts.ts'
import { SECTION_MARK } from '../../../scripts/probe/probe-script.ts'
import { splitSections } from '../../../scripts/probe/sections.ts'

const overlay = {
  target: '/demo/merged',
  source: 'overlay',
  fstype: 'overlay',
  options: 'rw,relatime,lowerdir=/demo/lower,upperdir=/demo/upper,workdir=/demo/work',
  propagation: 'private',
}

function parse(mounts: readonly object[], ...layers: readonly (readonly string[])[]): ReturnType<typeof parseMounts> {
  return parseMounts(splitSections([
    [
      'mounts 4026531841 7',
      JSON.stringify({ filesystems: mounts }),
    ],
    ...layers,
  ].map(lines => `${SECTION_MARK}${lines.join('\n')}\n`).join('')))
}

const lower = ['layer 4026531841 lowerdir /demo/lower /demo/merged', 'in\t/demo/lower', 'f\tkept']
const merged = ['layer 4026531841 merged /demo/merged /demo/merged', 'in\t/proc/7/root/demo/merged', 'f\tkept']

function overlayOf(...more: readonly (readonly string[])[]): MountSample['overlay'] {
  return parse([overlay], lower, merged, ...more)[0]?.mounts[0]?.overlay
}

describe('parseMounts', () => {
  it('lists mounts on mounts after the mount that they are on', () => {
    const root = {
      ...overlay,
      target: '/',
      fstype: 'tmpfs',
      source: null,
      children: [overlay],
    }
    expect(parse([root])).toMatchObject([
      {
        namespace: 4026531841,
        pid: 7,
        mounts: [
          { target: '/', source: '', type: 'tmpfs' },
          { target: '/demo/merged' },
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
    const upper = overlayOf([
      `layer 4026531841 upperdir ${directory} /demo/merged`,
      `in\t${directory}`,
      'd\tupper',
      'f\tupper/gone',
      'c\tgone',
      'c\tnull',
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
    const upper = overlayOf([
      'layer 4026531841 upperdir /demo/upper /demo/merged',
      'in\t/demo/upper',
      'd\tetc',
      'd\tupper',
      'd\tupper/etc',
      '# file: /demo/upper/etc',
      'trusted.overlay.opaque="y"',
    ])?.upper
    expect(upper).toMatchObject({
      entries: [
        { path: 'etc', opaque: true },
        { path: 'upper' },
        { path: 'upper/etc' },
      ],
    })
    expect(JSON.stringify(upper).match(/opaque/g)).toHaveLength(1)
  })

  it('reads the whole work directory when its name has a comma', () => {
    const options = String.raw`rw,lowerdir=/demo/lower,upperdir=/demo/upper,workdir=/demo/a\,b,uuid=on`
    const [parsed] = parse([
      { ...overlay, options },
    ], lower, merged)
    expect(parsed?.mounts[0]?.overlay).toMatchObject({ work: '/demo/a,b' })
  })

  it('refuses what findmnt does not print', () => {
    expect(() => parse([
      { target: '/' },
    ])).toThrow(/source/)
  })
})
