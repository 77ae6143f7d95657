import type { FigureExtremes } from '../figure-cases.ts'
import { authoredProcess, authoredSample, hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'

const init = authoredProcess({ pid: 1, parent: 0, name: 'init' })

function mapped(pid: number, userMap: [number, number, number][]): ReturnType<typeof authoredProcess> {
  return authoredProcess({
    pid,
    name: 'fifteen-letters',
    users: [
      4_294_967_294,
      4_294_967_294,
      4_294_967_294,
      4_294_967_294,
    ],
    namespaces: { ...hostNamespaces, user: 4_026_532_000 + pid },
    userMap,
  })
}

export default {
  'no user namespace': [
    authoredSample({
      processes: [init],
    }),
  ],
  'no map yet': [
    authoredSample({
      processes: [
        init,
        mapped(4_194_300, []),
      ],
    }),
  ],
  'a range of a rootless container': [
    authoredSample({
      processes: [
        init,
        mapped(4_194_300, [
          [0, 1000, 1],
          [1, 100_000, 65_536],
        ]),
      ],
    }),
  ],
  'nearly all users there are': [
    authoredSample({
      processes: [
        init,
        mapped(4_194_300, [
          [1_000_000_000, 2_000_000_000, 2_000_000_000],
        ]),
      ],
    }),
  ],
  'forty lines': [
    authoredSample({
      processes: [
        init,
        mapped(400, Array.from({ length: 40 }, (_, index) => [index, 100_000 + index * 10, 1])),
      ],
    }),
  ],
  'one line replaced by another': [
    authoredSample({
      at: 1,
      processes: [
        init,
        mapped(300, [
          [0, 1000, 1],
        ]),
      ],
    }),
    authoredSample({
      at: 2,
      processes: [
        init,
        mapped(301, [
          [0, 4_294_967_294, 1],
        ]),
      ],
    }),
  ],
} satisfies FigureExtremes
