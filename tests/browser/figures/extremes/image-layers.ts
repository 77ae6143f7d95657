import type { BlobSample, ImageStoreSample } from '../../../../scripts/probe/sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredSample } from '../../../../components/figures/live/authored-sample.ts'

const LONG = 'a-name-of-sixty-characters-which-nobody-would-want-to-type-in'

function digest(number: number): string {
  return `sha256:${(number * 2_654_435_761 % 2 ** 32).toString(16).padStart(8, '0').repeat(8)}`
}

function layer(number: number, size = 2_200_000): BlobSample {
  return {
    digest: digest(number),
    size,
  }
}

function config(number: number): BlobSample {
  return {
    digest: digest(number),
    size: 987,
    isTrue: true,
    document: { kind: 'config', refers: [] },
  }
}

function manifest(number: number, asks: number, ...layers: readonly number[]): BlobSample {
  return {
    digest: digest(number),
    size: 401,
    isTrue: true,
    document: {
      kind: 'manifest',
      refers: [
        {
          role: 'config',
          digest: digest(asks),
        },
        ...layers.map(each => ({
          role: 'layer' as const,
          digest: digest(each),
        })),
      ],
    },
  }
}

function index(images: Readonly<Record<string, number>>): NonNullable<ImageStoreSample['index']> {
  return {
    size: 1_024,
    document: {
      kind: 'index',
      refers: Object.entries(images).map(([name, number]) => ({
        role: 'manifest',
        digest: digest(number),
        name,
      })),
    },
  }
}

function store(given: Partial<ImageStoreSample>): ImageStoreSample {
  return {
    path: '/usr/share/kit/images',
    isLayout: true,
    blobs: [],
    more: 0,
    ...given,
  }
}

const two = [
  manifest(1, 11, 21),
  manifest(2, 12, 21, 22),
  config(11),
  config(12),
  layer(21),
  layer(22, 312),
]

export default {
  'no store': [
    authoredSample({
      images: [],
    }),
  ],
  'an index and nothing else': [
    authoredSample({
      images: [
        store({
          index: {
            size: 0,
          },
        }),
      ],
    }),
  ],
  'two images that share a layer': [
    authoredSample({
      images: [
        store({
          index: index({ busybox: 1, web: 2 }),
          blobs: two,
        }),
      ],
    }),
  ],
  'a copy, with one byte changed': [
    authoredSample({
      at: 10,
      images: [
        store({
          index: index({ busybox: 1, web: 2 }),
          blobs: two,
        }),
      ],
    }),
    authoredSample({
      at: 20,
      images: [
        store({
          path: '/tmp/copy',
          index: index({ busybox: 1, web: 2 }),
          blobs: two.map(blob => blob.digest === digest(22)
            ? { ...blob, isTrue: false }
            : blob),
        }),
        store({
          index: index({ busybox: 1, web: 2 }),
          blobs: two,
        }),
      ],
    }),
  ],
  'all that changes, and a layer that is missing': [
    authoredSample({
      at: 10,
      images: [
        store({
          path: '/root/image',
          isLayout: false,
          blobs: [
            layer(21, 999),
            config(11),
            layer(77),
          ],
        }),
      ],
    }),
    authoredSample({
      at: 20,
      images: [
        store({
          path: '/root/image',
          isLayout: false,
          blobs: [
            manifest(1, 11, 21, 23),
            layer(21, 999_400_000_000),
            config(11),
          ],
        }),
      ],
    }),
  ],
  'long names, wrong in every way': [
    authoredSample({
      images: [
        store({
          path: `/${LONG}/${LONG}`,
          index: index({ [LONG]: 1, [`${LONG}-2`]: 1 }),
          blobs: two.slice(0, -1).map(blob => ({ ...blob, isTrue: false })),
          more: 99_999,
        }),
      ],
    }),
  ],
  'forty images of a shared layer': [
    authoredSample({
      images: [
        store({
          path: '/var/lib/containerd/io.containerd.content.v1.content',
          isLayout: false,
          blobs: [
            {
              digest: digest(5),
              size: 9_000,
              document: index(Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`image-${number}`, 1000 + number]))).document!,
            },
            ...Array.from({ length: 40 }, (_, number) => manifest(1000 + number, 2000 + number, 3000, 3001 + number)),
            ...Array.from({ length: 40 }, (_, number) => config(2000 + number)),
            ...Array.from({ length: 41 }, (_, number) => layer(3000 + number)),
          ],
          more: 300,
        }),
      ],
    }),
  ],
  'four stores': [
    authoredSample({
      images: Array.from({ length: 4 }, (_, number) => store({
        path: `/root/image-${number}`,
        index: index({ [`image-${number}`]: 1 }),
        blobs: two.slice(0, 5),
      })),
    }),
  ],
} satisfies FigureExtremes
