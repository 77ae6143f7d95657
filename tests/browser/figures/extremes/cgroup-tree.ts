import type { CgroupSample, KernelSample, ProcessSample } from '../../../../scripts/probe/sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredProcess, authoredSample } from '../../../../components/figures/live/authored-sample.ts'

const M = 1024 ** 2
const CONTROLLERS = ['cpu', 'io', 'memory', 'pids']

function group(path: string, more: Partial<CgroupSample> = {}): CgroupSample {
  return {
    path,
    controllers: CONTROLLERS,
    passedOn: [],
    populated: true,
    frozen: false,
    pressure: {},
    ...more,
  }
}

const root = group('/', {
  controllers: [
    'cpuset',
    ...CONTROLLERS,
    'hugetlb',
    'rdma',
    'misc',
  ],
  passedOn: CONTROLLERS,
})

function memory(current: number, max: number | null, high: number | null = null, events: Record<string, number> = {}): Partial<CgroupSample> {
  return {
    memory: { current, max, high, events },
  }
}

function pids(current: number, max: number | null, refused = 0): Partial<CgroupSample> {
  return {
    pids: {
      current,
      max,
      events: { max: refused },
    },
  }
}

function cpu(quota: number | null, usage: number, periods = 0, throttled = 0, weight = 100): Partial<CgroupSample> {
  return {
    cpu: {
      quota,
      period: 100_000,
      weight,
      usage,
      periods,
      throttled,
    },
  }
}

function processes(members: Record<string, string[]>): ProcessSample[] {
  return Object.entries(members).flatMap(([cgroup, names]) => names.map((name, index) => authoredProcess({ pid: 100 + index, name, cgroup })))
}

function sample(at: number, cgroups: CgroupSample[], members: Record<string, string[]> = {}): KernelSample {
  return authoredSample({
    at,
    processes: processes({
      '/': ['init', 'bash', 'bash'],
      ...members,
    }),
    cgroups,
  })
}

const LONG = 'a-name-of-sixty-characters-that-nobody-would-type-on-a-stage'
const SLEEPS = Array.from<string>({ length: 19 }).fill('sleep')

export default {
  'only the root': [
    sample(10, [root]),
  ],
  'five levels deep': [
    sample(10, [
      root,
      group('/a'),
    ]),
    sample(20, [
      root,
      group('/a', { passedOn: CONTROLLERS }),
      group('/a/b', {
        passedOn: ['memory', 'pids'],
      }),
      group('/a/b/c', {
        controllers: ['memory', 'pids'],
        passedOn: ['memory', 'pids'],
        ...memory(40 * M, 64 * M),
      }),
      group('/a/b/c/d', {
        controllers: ['memory', 'pids'],
        passedOn: ['pids'],
      }),
      group('/a/b/c/d/e', {
        controllers: ['pids'],
        ...pids(7, 20),
      }),
      group('/a/z'),
    ], {
      '/a/b/c/d/e': ['bash', 'sleep'],
    }),
  ],
  'everything at once': [
    sample(10, [
      root,
      group('/busy', {
        ...memory(12 * M, 64 * M, 32 * M, { oom_kill: 1, high: 9 }),
        ...pids(3, 100, 4),
        ...cpu(20_000, 1_000_000, 10, 5),
      }),
      group('/left'),
    ], {
      '/busy': ['bash'],
    }),
    sample(13, [
      root,
      group('/busy', {
        frozen: true,
        ...memory(63.5 * M, 64 * M, 32 * M, { oom_kill: 12, high: 1234 }),
        ...pids(100, 100, 98_765),
        ...cpu(20_000, 1_600_000, 40, 34),
      }),
    ], {
      '/busy': ['bash', 'stress', ...SLEEPS],
    }),
  ],
  'weights beside a limit over two processors': [
    sample(10, [
      root,
      group('/one', cpu(null, 0, 0, 0, 300)),
      group('/other', cpu(null, 0)),
      group('/third', cpu(250_000, 0)),
    ]),
    sample(14, [
      root,
      group('/one', cpu(null, 3_000_000, 0, 0, 300)),
      group('/other', cpu(null, 1_000_000)),
      group('/third', cpu(250_000, 8_000_000, 40, 0)),
    ], {
      '/one': ['sha256sum'],
      '/other': ['md5sum'],
      '/third': ['stress'],
    }),
  ],
  'long names': [
    sample(10, [root]),
    sample(13, [
      root,
      group(`/${LONG}`, {
        ...memory(1000, 20 * M),
        passedOn: ['memory'],
      }),
      group(`/${LONG}/${LONG}`, {
        controllers: ['memory'],
        ...memory(1000, 10 * M, 5 * M, { high: 3 }),
      }),
      group('/system.slice', { passedOn: CONTROLLERS }),
      group('/system.slice/cron.service'),
      group(`/system.slice/docker-${'0123456789abcdef'.repeat(4)}.scope`, pids(12, 100)),
    ], {
      [`/${LONG}`]: ['a-program-name1', 'a-program-name2', 'a-program-name3'],
    }),
  ],
  'sixty groups': [
    sample(10, [
      root,
      ...Array.from({ length: 59 }, (_, index) => group(`/job-${index}`)),
    ]),
    sample(13, [
      root,
      ...Array.from({ length: 59 }, (_, index) => group(`/job-${index}`, index === 41
        ? memory(20 * M, 20 * M, null, { oom_kill: 1 })
        : index % 9 === 0
          ? pids(index, 60)
          : {})),
    ], {
      '/job-7': ['bash'],
      '/job-41': ['tail'],
    }),
  ],
} satisfies FigureExtremes
