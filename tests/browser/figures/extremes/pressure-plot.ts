import type { CgroupSample } from '../../../../scripts/probe/sample.ts'
import type { FigureExtremes } from '../figure-cases.ts'
import { authoredSample } from '../../../../components/figures/live/authored-sample.ts'

const MEBIBYTE = 1024 ** 2

function group(given: Partial<CgroupSample> = {}): CgroupSample {
  return {
    path: '/tight',
    controllers: ['cpu', 'memory'],
    passedOn: [],
    populated: true,
    frozen: false,
    pressure: {
      cpu: { some: 0, full: 0 },
      memory: { some: 0, full: 0 },
      io: { some: 0, full: 0 },
    },
    ...given,
  }
}

function busy(second: number, { path = '/tight', scale = 1, throttled = second * 9 } = {}): CgroupSample {
  return group({
    path,
    pressure: {
      cpu: {
        some: Math.min(100, second * 1.6),
        full: 0,
      },
      memory: { some: second * 0.9, full: second * 0.6 },
    },
    cpu: {
      quota: second > 20
        ? 50_000 * scale
        : null,
      period: 100_000,
      usage: Math.min(second, 20) * 1_000_000 * scale + Math.max(0, second - 20) * 500_000 * scale,
      periods: second * 10,
      throttled,
    },
    memory: {
      current: second * 5 * MEBIBYTE * scale,
      max: 400 * MEBIBYTE * scale,
      high: second > 30
        ? 200 * MEBIBYTE * scale
        : null,
      events: { oom_kill: 1_234_567 },
    },
  })
}

const seconds = Array.from({ length: 61 }, (_, second) => second)

export default {
  'no control group': [
    authoredSample({ cgroups: [] }),
  ],
  'a root that has no gauges': [
    authoredSample({
      cgroups: [
        group({ path: '/', pressure: {} }),
      ],
    }),
  ],
  'one sample': [
    authoredSample({
      cgroups: [
        busy(40),
      ],
    }),
  ],
  'a minute': seconds.map(at => authoredSample({
    at,
    cgroups: [
      group({ path: '/' }),
      busy(at),
    ],
  })),
  'a minute of a large computer': seconds.map(at => authoredSample({
    at,
    cgroups: [
      busy(at, { scale: 64, throttled: 1_234_567 }),
    ],
  })),
  'a group that comes and goes': seconds.map(at => authoredSample({
    at,
    cgroups: at % 20 < 10
      ? [
          busy(at),
        ]
      : [],
  })),
  'names of sixty characters, five levels deep': seconds.map(at => authoredSample({
    at,
    cgroups: [
      busy(at, {
        path: '/a-name-of-sixty-characters-which-nobody-would-want-to-type-in'.repeat(5),
      }),
    ],
  })),
} satisfies FigureExtremes
