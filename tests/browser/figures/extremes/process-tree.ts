import type { FigureExtremes } from '../figure-cases.ts'
import { authoredProcess, authoredSample, hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'

const init = authoredProcess({
  pid: 1,
  parent: 0,
  name: 'init',
  command: '/sbin/init',
})
const shell = authoredProcess({ pid: 400, name: 'bash' })
const longName = 'a-very-long-name-of-a-program-that-nobody-would-ever-type-60'

/** Docker and its client, beside Podman's parts; in each of so many containers a program with a long name and a child. */
function stack(containers: number, ...more: readonly ReturnType<typeof authoredProcess>[]): ReturnType<typeof authoredProcess>[] {
  return [
    init,
    shell,
    authoredProcess({ pid: 4_194_001, name: 'dockerd' }),
    authoredProcess({
      pid: 4_194_002,
      parent: 4_194_001,
      name: 'containerd',
      command: 'containerd --config /var/run/docker/containerd/containerd.toml',
    }),
    authoredProcess({
      pid: 4_194_003,
      parent: 400,
      name: 'docker',
      command: 'docker run --net none --name typed busybox top',
    }),
    ...Array.from({ length: containers }, (_, index) => [
      authoredProcess({ pid: 4_194_100 + index * 10, name: 'containerd-shim', command: '/usr/bin/containerd-shim-runc-v2 -namespace moby -id 0123456789abcdef' }),
      inside(4_194_101 + index * 10, [1], longName, 4_194_100 + index * 10, 10 + index),
      inside(4_194_102 + index * 10, [2], 'sleep', 4_194_101 + index * 10, 10 + index),
    ]).flat(),
    ...more,
  ].toSorted((a, b) => a.pid - b.pid)
}

function inside(pid: number, inner: readonly number[], name: string, parent: number, pidNamespace = 1): ReturnType<typeof authoredProcess> {
  return authoredProcess({
    pid,
    parent,
    name,
    pids: [pid, ...inner],
    namespaces: { ...hostNamespaces, pid: pidNamespace },
  })
}

export default {
  'one process': [
    authoredSample({
      processes: [init],
    }),
  ],
  'two hundred': [
    authoredSample({
      processes: [
        init,
        shell,
        inside(4_194_200, [1], 'bash', 400),
        ...Array.from({ length: 120 }, (_, index) => authoredProcess({ pid: 10 + index, name: `daemon-${index}` })),
        ...Array.from({ length: 77 }, (_, index) => inside(4_194_201 + index, [index + 2], `worker-${index}`, 4_194_200)),
      ],
    }),
  ],
  'long names, and all that changes': [
    authoredSample({
      at: 10,
      processes: [
        init,
        shell,
        inside(512, [1], 'bash', 400),
        inside(513, [2], longName, 512),
      ],
    }),
    authoredSample({
      at: 20,
      processes: [
        init,
        shell,
        inside(512, [1], 'bash', 400),
        {
          ...inside(514, [3], longName, 512),
          state: 'Z',
        },
        {
          ...inside(515, [4], longName, 512),
          state: 'T',
        },
      ],
    }),
    authoredSample({
      at: 21,
      processes: [
        init,
        { ...shell, command: longName },
        inside(512, [1], 'bash', 400),
        {
          ...inside(514, [3], longName, 512),
          state: 'Z',
        },
        inside(516, [5], longName, 514),
      ],
    }),
  ],
  'ten containers': [
    authoredSample({
      processes: [
        init,
        ...Array.from({ length: 10 }, (_, index) => [
          inside(1000 + index * 10, [1], 'sh', 1, 10 + index),
          inside(1001 + index * 10, [7], 'sleep', 1000 + index * 10, 10 + index),
        ]).flat(),
      ],
    }),
  ],
  'nested five deep': [
    authoredSample({
      processes: [
        init,
        shell,
        inside(501, [1], 'bash', 400, 1),
        inside(502, [2, 1], 'bash', 501, 2),
        inside(503, [3, 2, 1], 'bash', 502, 3),
        inside(504, [4, 3, 2, 1], 'bash', 503, 4),
        inside(505, [5, 4, 3, 2], 'sleep', 504, 4),
      ],
    }),
  ],
  'daemons without a container': [
    authoredSample({
      processes: stack(0),
    }),
  ],
  'every part of a stack, and all that changes': [
    authoredSample({
      at: 10,
      processes: stack(2),
    }),
    authoredSample({
      at: 20,
      processes: stack(1, authoredProcess({ pid: 4_194_210, name: 'conmon' }), authoredProcess({
        pid: 4_194_211,
        parent: 4_194_210,
        name: 'crun',
        state: 'Z',
      })).filter(({ name }) => name !== 'dockerd' && name !== 'docker').map(process => process.name === 'containerd'
        ? { ...process, parent: 1 }
        : process),
    }),
  ],
  'twenty containers in a stack': [
    authoredSample({
      processes: stack(20),
    }),
  ],
  'a stack nested eight deep': [
    authoredSample({
      processes: [
        init,
        ...Array.from({ length: 8 }, (_, index) => authoredProcess({
          pid: 400 + index,
          parent: index === 0
            ? 1
            : 399 + index,
          name: index === 7
            ? 'runc'
            : 'bash',
        })),
      ],
    }),
  ],
} satisfies FigureExtremes
