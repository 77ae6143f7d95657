import type { BlobSample, ImageStoreSample } from '../../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { authoredSample } from '../../../../components/figures/live/authored-sample.ts'
import { describeImages } from '../../../../components/figures/live/describe-images.ts'
import { imageLayout } from '../../../../components/figures/live/image-layout.ts'
import { imageStores } from '../../../../components/figures/live/image-view.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

const ROOM = { width: 284, height: 430 }

function manifest(digest: string, config: string, ...layers: readonly string[]): BlobSample {
  return {
    digest,
    size: 400,
    document: {
      kind: 'manifest',
      refers: [
        { role: 'config', digest: config },
        ...layers.map(layer => ({ role: 'layer' as const, digest: layer })),
      ],
    },
  }
}

function store(blobs: readonly BlobSample[], given: Partial<ImageStoreSample> = {}): ImageStoreSample {
  return {
    path: '/root/image',
    isLayout: true,
    blobs: [...blobs],
    more: 0,
    ...given,
  }
}

function viewOf(...stores: readonly ImageStoreSample[]): ReturnType<typeof imageStores> {
  return imageStores([
    authoredSample({
      images: [...stores],
    }),
  ])
}

async function kindsAfter(step: number): Promise<string[]> {
  const [first] = imageStores(await recordedSamples('image-by-hand', step))
  return first?.nodes.map(({ kind, users }) => `${kind} ${users}`) ?? []
}

describe('the files of a store of images', () => {
  it('get what they are by what refers to them, as an image is made by hand', async () => {
    expect(await kindsAfter(5)).toEqual([])
    expect(await kindsAfter(6)).toEqual(['blob 0'])
    expect((await kindsAfter(9)).toSorted()).toEqual(['blob 0', 'config 0'])
    expect(await kindsAfter(11)).toEqual(['manifest 0', 'config 1', 'layer 1'])
    expect(await kindsAfter(12)).toEqual([
      'index 0',
      'manifest 1',
      'config 1',
      'layer 1',
    ])
    const [image] = imageStores(await recordedSamples('image-by-hand', 25))
    expect(image).toMatchObject({ path: '/root/image', isLayout: true })
    expect(image!.nodes.filter(({ isTrue }) => isTrue)).toHaveLength(3)
  })

  it('are shared where two manifests ask for one, and stand there once', () => {
    const [{ nodes }] = viewOf(store([
      manifest('m1', 'c1', 'base'),
      manifest('m2', 'c2', 'base', 'page'),
      { digest: 'c1', size: 1 },
      { digest: 'c2', size: 1 },
      { digest: 'base', size: 9 },
      { digest: 'page', size: 9 },
    ])) as [ReturnType<typeof viewOf>[number]]
    expect(nodes.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'm1 plain',
      'm2 plain',
      'c1 plain',
      'base shared',
      'c2 plain',
      'page plain',
    ])
  })

  it('are told that lie, and those that are asked for and not there', () => {
    const [view] = viewOf(store([
      manifest('m', 'c', 'layer'),
      { digest: 'c', size: 1, isTrue: false },
    ]))
    expect(view!.nodes.map(({ key, state }) => `${key} ${state}`)).toEqual(['m plain', 'c false', 'layer missing'])
    expect(describeImages(view!)).toMatch(/config c of 1 B whose bytes do not add up to its name, layer layer which is missing\./)
  })

  it('are not looked for where an index names an image for another processor', () => {
    const index = {
      size: 9,
      document: {
        kind: 'index' as const,
        refers: [
          { role: 'manifest' as const, digest: 'm', processor: 'amd64' },
          { role: 'manifest' as const, digest: 'n', processor: 'arm64' },
        ],
      },
    }
    const [view] = viewOf(store([
      manifest('m', 'c'),
    ], { index }))
    expect(view!.nodes.map(({ key, state, names }) => [key, state, names])).toEqual([
      ['index.json', 'plain', []],
      [
        'm',
        'plain',
        ['amd64'],
      ],
      ['c', 'missing', []],
    ])
    expect(view!.nodes[0]).toMatchObject({
      named: 2,
      refers: ['m'],
    })
  })

  it('are new where they were not before, and stay as ghosts when they go', () => {
    const [view] = imageStores([
      authoredSample({
        at: 1,
        images: [
          store([
            { digest: 'a', size: 1 },
            { digest: 'b', size: 1 },
          ]),
        ],
      }),
      authoredSample({
        at: 9,
        images: [
          store([
            { digest: 'b', size: 1 },
            { digest: 'c', size: 1 },
          ]),
        ],
      }),
    ])
    expect(view!.nodes.map(({ key, change }) => [key, change])).toEqual([
      ['a', 'gone'],
      ['b', 'same'],
      ['c', 'new'],
    ])
  })

  it('are none where there is no store, or an empty one', () => {
    expect(imageStores([])).toEqual([])
    expect(viewOf(store([]))).toEqual([])
  })
})

describe('their places', () => {
  const blobs = Array.from({ length: 50 }, (_, index) => ({ digest: `blob-${index}`, size: 1 }))

  it('are within the room, and what has none is counted', () => {
    const [placed] = imageLayout(viewOf(store(blobs, { more: 7 })), ROOM).stores
    expect(placed!.nodesPlaced.length).toBeGreaterThan(3)
    expect(placed!.unseen).toBe(57 - placed!.nodesPlaced.length)
    expect(placed!.note).toContain(`+ ${placed!.unseen} more`)
    expect(placed!.bottom).toBeLessThanOrEqual(ROOM.height)
  })

  it('go to what lies before anything else', () => {
    const [placed] = imageLayout(viewOf(store(blobs.map((blob, index) => index === 49
      ? { ...blob, isTrue: false }
      : blob))), ROOM).stores
    expect(placed!.nodesPlaced.map(({ key }) => key)).toContain('blob-49')
  })

  it('are given to the store that was changed last, and others are counted', () => {
    const layout = imageLayout(viewOf(...[1, 2, 3, 4].map(number => store(blobs, { path: `/${number}` }))), ROOM)
    expect(layout.stores.map(({ path }) => path)).toEqual(['/1'])
    expect(layout.more).toBe(3)
  })
})
