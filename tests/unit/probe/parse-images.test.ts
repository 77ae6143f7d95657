import type { ImageStoreSample } from '../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { parseImages } from '../../../scripts/probe/parse-images.ts'
import { SECTION_MARK } from '../../../scripts/probe/probe-script.ts'
import { splitSections } from '../../../scripts/probe/sections.ts'

const [A, B, C] = [
  'a'.repeat(64),
  'b'.repeat(64),
  'c'.repeat(64),
] as const

/** What the probe prints of stores, their files and the sums and texts of some. */
function parse(stores: readonly string[], blobs: readonly string[] = [], sums: readonly string[] = [], documents: Readonly<Record<string, unknown>> = {}): ImageStoreSample[] {
  return parseImages(stores, splitSections([
    ['blobs', ...blobs],
    ['sums', ...sums],
    ...Object.entries(documents).map(([file, content]) => [
      'document',
      file,
      typeof content === 'string'
        ? content
        : JSON.stringify(content, undefined, 2),
    ]),
  ].map(lines => `${SECTION_MARK}${lines.join('\n')}\n`).join('')))
}

function documentOf(content: unknown): unknown {
  const file = `/i/blobs/sha256/${A}`
  return parse(['0\t/i'], [`9\t1\t${file}`], [], { [file]: content })[0]!.blobs[0]!.document
}

describe('parseImages', () => {
  it('has each file of a store with its size, and whether its bytes add up to its name where that is known', () => {
    expect(parse(['3\t/a folder'], [
      `1\t5\t/a folder/blobs/sha256/${A}`,
      `2\t5\t/a folder/blobs/sha256/${B}`,
      `3\t5\t/a folder/blobs/sha256/${C}`,
      '31\t5\t/a folder/oci-layout',
      '400\t5\t/a folder/index.json',
      '7\t5\t/a folder/blobs/sha256/unfinished',
    ], [
      `${A}  /a folder/blobs/sha256/${A}`,
      `${C}  /a folder/blobs/sha256/${B}`,
    ])).toEqual([
      {
        path: '/a folder',
        isLayout: true,
        index: { size: 400 },
        blobs: [
          { digest: `sha256:${A}`, size: 1, isTrue: true },
          { digest: `sha256:${B}`, size: 2, isTrue: false },
          { digest: `sha256:${C}`, size: 3 },
        ],
        more: 3,
      },
    ])
  })

  it('remembers sums until a file is changed', () => {
    const file = `/i/blobs/sha256/${A}`
    const known = new Map([
      [`9\t1\t${file}`, A],
      [`9\t1\t/gone/blobs/sha256/${B}`, B],
    ])
    const isTrueAfter = (line: string, sums: readonly string[] = []): boolean | undefined => parseImages(['0\t/i'], splitSections([
      ['blobs', line],
      ['sums', ...sums],
    ].map(lines => `${SECTION_MARK}${lines.join('\n')}\n`).join('')), known)[0]!.blobs[0]!.isTrue
    expect(isTrueAfter(`9\t1\t${file}`)).toBe(true)
    expect([
      ...known.values(),
    ]).toEqual([A])
    expect(isTrueAfter(`9\t2\t${file}`)).toBeUndefined()
    expect(isTrueAfter(`9\t3\t${file}`, [`${B}  ${file}`])).toBe(false)
    expect(isTrueAfter(`9\t3\t${file}`)).toBe(false)
  })

  it('has the store first that was changed last, be it its index', () => {
    expect(parse(['0\t/old', '0\t/new', '0\t/empty'], [
      `1\t7\t/old/blobs/sha256/${A}`,
      `1\t5\t/new/blobs/sha256/${A}`,
      '1\t9\t/new/index.json',
    ]).map(({ path }) => path)).toEqual(['/new', '/old', '/empty'])
  })

  it('reads what a manifest and an index refer to', () => {
    expect(documentOf({
      schemaVersion: 2,
      config: { digest: B },
      layers: [
        { digest: C },
        { digest: A },
      ],
    })).toEqual({
      kind: 'manifest',
      refers: [
        { role: 'config', digest: B },
        { role: 'layer', digest: C },
        { role: 'layer', digest: A },
      ],
    })
    expect(documentOf({
      manifests: [
        {
          digest: B,
          annotations: { 'org.opencontainers.image.ref.name': 'web' },
        },
        {
          digest: C,
          platform: { architecture: 'arm64', os: 'linux' },
        },
      ],
    })).toEqual({
      kind: 'index',
      refers: [
        {
          role: 'manifest',
          digest: B,
          name: 'web',
        },
        {
          role: 'manifest',
          digest: C,
          processor: 'arm64',
        },
      ],
    })
  })

  it('knows a configuration by its layers', () => {
    expect(documentOf({
      architecture: '386',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [] },
    })).toEqual({ kind: 'config', refers: [] })
  })

  it.each([
    ['half a document', '{"manifests": [{"dig'],
    [
      'other JSON',
      { hello: 'world' },
    ],
    [
      'a manifest whose layers are none',
      {
        config: { digest: B },
        layers: 'none',
      },
    ],
  ])('makes nothing of %s', (_, content) => {
    expect(documentOf(content)).toBeUndefined()
  })
})
