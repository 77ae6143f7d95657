import type { AuthoredLayer } from '../../../../components/figures/live/authored-sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredMounts, authoredOverlay, authoredSample } from '../../../../components/figures/live/authored-sample.ts'

const LONG = 'a-name-of-sixty-characters-which-nobody-would-want-to-type-in'

function files(many: number, prefix = 'file'): AuthoredLayer {
  return Object.fromEntries(Array.from({ length: many }, (_, index) => [`${prefix}-${String(index).padStart(2, '0')}`, 'file']))
}

export default {
  'no overlay mount': [
    authoredSample({
      mounts: authoredMounts(),
    }),
  ],
  'read only, of one layer, and empty': [
    authoredSample({
      mounts: authoredMounts(authoredOverlay({
        target: '/image/root',
        merged: {},
        lower: { base: {} },
      })),
    }),
  ],
  'forty names and a change': [
    authoredSample({
      at: 1,
      mounts: authoredMounts(authoredOverlay({
        target: '/m',
        merged: files(40),
        upper: {},
        lower: {
          lower: files(40),
        },
      })),
    }),
    authoredSample({
      at: 2,
      mounts: authoredMounts(authoredOverlay({
        target: '/m',
        merged: files(40),
        upper: { 'file-33': 'file' },
        lower: {
          lower: files(40),
        },
      })),
    }),
  ],
  'names of sixty characters': [
    authoredSample({
      mounts: authoredMounts(authoredOverlay({
        target: `/${LONG}/${LONG}`,
        merged: { [LONG]: 'directory', [`${LONG}/${LONG}`]: 'file' },
        upper: { [LONG]: 'directory', [`${LONG}/${LONG}`]: 'file' },
        lower: {
          [`${LONG}-a`]: { [LONG]: 'directory' },
          [`${LONG}-b`]: { [LONG]: 'directory' },
        },
      })),
    }),
  ],
  'twenty layers of the same name': [
    authoredSample({
      mounts: authoredMounts(authoredOverlay({
        target: '/var/lib/docker/overlay2/merged',
        merged: { etc: 'directory', usr: 'directory' },
        upper: {},
        lower: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [
          `/var/lib/docker/overlay2/${index}/diff`,
          { etc: 'directory', usr: 'directory' } as const,
        ])),
      })),
    }),
  ],
  'ten mounts': [
    authoredSample({
      mounts: authoredMounts(...Array.from({ length: 10 }, (_, index) => authoredOverlay({
        target: `/container-${index}`,
        merged: files(6),
        upper: files(2),
        lower: {
          base: files(6),
        },
      }))),
    }),
  ],
  'all that can happen at once': [
    authoredSample({
      at: 1,
      mounts: authoredMounts(authoredOverlay({
        target: '/m',
        merged: {
          'etc': 'directory',
          'etc/one.conf': 'file',
          'hello.txt': 'file',
          'readme': 'file',
          'pipe': 'other',
          'scratch': 'file',
        },
        upper: { scratch: 'file' },
        lower: {
          lower: {
            'etc': 'directory',
            'etc/one.conf': 'file',
            'hello.txt': 'file',
            'readme': 'file',
            'pipe': 'other',
          },
        },
      })),
    }),
    authoredSample({
      at: 2,
      mounts: authoredMounts(authoredOverlay({
        target: '/m',
        merged: {
          'etc': 'directory',
          'hello.txt': 'file',
          'pipe': 'other',
          'notes': 'file',
        },
        upper: {
          'etc': 'opaque',
          'hello.txt': 'file',
          'readme': 'whiteout',
          'notes': 'file',
        },
        lower: {
          lower: {
            'etc': 'directory',
            'etc/one.conf': 'file',
            'hello.txt': 'file',
            'readme': 'file',
            'pipe': 'other',
          },
        },
      })),
    }),
  ],
  'unmounted': [
    authoredSample({
      at: 1,
      mounts: authoredMounts(authoredOverlay({
        target: '/m',
        merged: files(2),
        upper: {},
        lower: {
          lower: files(2),
        },
      })),
    }),
    authoredSample({
      at: 2,
      mounts: authoredMounts(),
    }),
  ],
} satisfies FigureExtremes
