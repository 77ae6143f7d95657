import type { KernelSample, ProcessSample } from '../../../../scripts/probe/sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredProcess, authoredSample } from '../../../../components/figures/live/authored-sample.ts'

const init = authoredProcess({ pid: 1, parent: 0, name: 'init' })
const scheduler = authoredProcess({ pid: 300, name: 'scheduler' })

function agent(node: string, pid: number): ProcessSample {
  return authoredProcess({
    pid,
    name: 'agent',
    pids: [pid, 1],
    cgroup: `/${node}/agent`,
  })
}

function container(node: string, name: string, pid: number): ProcessSample {
  return authoredProcess({
    pid,
    name: 'httpd',
    pids: [pid, 9, 1],
    cgroup: `/${node}/${name}`,
  })
}

/** A cluster at a time: by node, its state and what is placed there. */
function cluster(at: number, nodes: Readonly<Record<string, readonly [state: string, ...placed: string[]]>>, processes: readonly ProcessSample[], replicas: number): KernelSample {
  return authoredSample({
    at,
    processes: [init, ...processes],
    store: {
      replicas: String(replicas),
      ...Object.fromEntries(Object.entries(nodes).flatMap(([node, [state, ...placed]]) => [
        [`nodes/${node}`, state],
        ...placed.map(name => [`places/${name}`, node]),
      ])),
    },
  })
}

const many = Array.from({ length: 40 }, (_, index) => `web-${index + 1}`)

export default {
  'no store': [
    authoredSample({
      processes: [init],
      store: {},
    }),
  ],
  'no scheduler, no agent': [
    cluster(10, {
      red: ['ready', 'web-1'],
      blue: ['ready'],
    }, [], 3),
  ],
  'all that changes': [
    cluster(10, {
      red: ['ready', 'web-1', 'web-2'],
      blue: ['ready', 'web-3'],
    }, [
      scheduler,
      agent('red', 310),
      agent('blue', 320),
      container('red', 'web-1', 331),
      container('red', 'web-2', 332),
      container('blue', 'web-3', 333),
    ], 3),
    cluster(20, {
      red: ['drain', 'web-1'],
      blue: ['ready', 'web-2', 'web-4'],
    }, [
      scheduler,
      agent('red', 310),
      agent('blue', 320),
      container('red', 'web-2', 332),
      container('blue', 'web-4', 4_194_304),
    ], 3),
  ],
  'forty on two nodes': [
    cluster(10, {
      red: [
        'ready',
        ...many.slice(0, 3),
      ],
      blue: [
        'ready',
        ...many.slice(3),
      ],
    }, [
      scheduler,
      agent('red', 310),
      agent('blue', 320),
      ...many.map((name, index) => container(index < 3
        ? 'red'
        : 'blue', name, 4_000_000 + index)),
    ], 40),
  ],
  'twenty nodes': [
    cluster(10, Object.fromEntries(Array.from({ length: 20 }, (_, index) => [
      `node-${index + 1}`,
      ['ready', `web-${index + 1}`] as const,
    ])), [
      scheduler,
      agent('node-1', 310),
      container('node-1', 'web-1', 331),
    ], 1000),
  ],
  'long names': [
    cluster(10, {
      'a-node-with-a-name-that-nobody-would-type': ['in a state that nobody knows', 'a-container-with-a-name-that-nobody-would-type'],
    }, [
      container('a-node-with-a-name-that-nobody-would-type', 'a-container-with-a-name-that-nobody-would-type', 4_194_304),
    ], 1),
    cluster(20, {
      'a-node-with-a-name-that-nobody-would-type': ['in a state that nobody knows', 'a-container-with-a-name-that-nobody-would-type'],
    }, [
      container('a-node-with-a-name-that-nobody-would-type', 'a-container-with-a-name-that-nobody-would-type', 4_194_303),
    ], 1),
  ],
} satisfies FigureExtremes
