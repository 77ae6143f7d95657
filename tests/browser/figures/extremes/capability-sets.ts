import type { FigureExtremes } from '../figure-cases.ts'
import { authoredProcess, authoredSample } from '../../../../components/figures/live/authored-sample.ts'

const init = authoredProcess({ pid: 1, parent: 0, name: 'init' })
const longName = 'a-very-long-name-of-a-program-that-nobody-would-ever-type-60'

function withSet(pid: number, set: string): ReturnType<typeof authoredProcess> {
  return authoredProcess({
    pid,
    name: longName,
    users: [
      4_294_967_294,
      4_294_967_294,
      4_294_967_294,
      4_294_967_294,
    ],
    capabilities: {
      inheritable: set,
      permitted: set,
      effective: set,
      bounding: set,
      ambient: set,
    },
    noNewPrivileges: true,
    seccomp: 2,
  })
}

export default {
  'one process': [
    authoredSample({
      processes: [init],
    }),
  ],
  'all but one, long names': [
    authoredSample({
      processes: [
        init,
        withSet(4_194_300, '000001ffffffdfff'),
      ],
    }),
  ],
  'every second one': [
    authoredSample({
      processes: [
        init,
        withSet(4_194_300, '0000015555555555'),
      ],
    }),
  ],
  'nearly half are missing': [
    authoredSample({
      processes: [
        init,
        withSet(4_194_300, '000001ffffffe000'),
      ],
    }),
  ],
  'none any more': [
    authoredSample({
      at: 1,
      processes: [
        init,
        withSet(300, '000001ffffffffff'),
      ],
    }),
    authoredSample({
      at: 2,
      processes: [
        init,
        withSet(300, '0000000000000000'),
      ],
    }),
  ],
} satisfies FigureExtremes
