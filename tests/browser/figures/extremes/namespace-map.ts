import type { hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredProcess, authoredSample } from '../../../../components/figures/live/authored-sample.ts'
import { namespaceKinds } from '../../../../scripts/probe/sample.ts'

const init = authoredProcess({ pid: 1, parent: 0, name: 'init' })

function apart(pid: number, inode: number, name: string): ReturnType<typeof authoredProcess> {
  return authoredProcess({
    pid,
    name,
    namespaces: Object.fromEntries(namespaceKinds.map((kind, index) => [kind, inode + index])) as typeof hostNamespaces,
  })
}

export default {
  'one process': [
    authoredSample({
      processes: [init],
    }),
  ],
  'ten namespaces of each kind': [
    authoredSample({
      processes: [
        init,
        ...Array.from({ length: 10 }, (_, index) => apart(4_194_200 + index, 4_026_532_000 + index * 10, 'fifteen-letters')),
      ],
    }),
  ],
  'two hundred processes in two': [
    authoredSample({
      processes: [
        init,
        ...Array.from({ length: 199 }, (_, index) => apart(100 + index, 4_026_532_000 + index % 2 * 10, 'worker')),
      ],
    }),
  ],
  'one made and one ended': [
    authoredSample({
      at: 1,
      processes: [
        init,
        apart(200, 4_026_532_000, 'bash'),
      ],
    }),
    authoredSample({
      at: 2,
      processes: [
        init,
        apart(300, 4_026_532_100, 'fifteen-letters'),
      ],
    }),
  ],
} satisfies FigureExtremes
