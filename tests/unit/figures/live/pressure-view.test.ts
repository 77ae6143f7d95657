import type { CgroupSample } from '../../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { authoredSample } from '../../../../components/figures/live/authored-sample.ts'
import { pressureView } from '../../../../components/figures/live/pressure-view.ts'
import { stillSamples } from '../../../../components/figures/live/still-samples.ts'
import { readSamples } from '../../../fixtures/recorded-samples.ts'

function group(path: string, wait: number, given: Partial<CgroupSample> = {}): CgroupSample {
  return {
    path,
    controllers: [],
    passedOn: [],
    populated: true,
    frozen: false,
    pressure: {
      cpu: { some: wait },
    },
    ...given,
  }
}

function used(usage: number): Partial<CgroupSample> {
  return {
    cpu: {
      quota: 25_000,
      period: 100_000,
      usage,
      periods: 10,
      throttled: 3,
    },
  }
}

describe('the pressure', () => {
  it('is that of the group that waits most, the innermost of those that wait alike, and never of the root', () => {
    const cgroups = [
      group('/', 90),
      group('/calm', 3),
      group('/busy', 62),
      group('/busy/inner', 60),
    ]
    expect(pressureView([
      authoredSample({ cgroups }),
    ])?.group).toBe('/busy/inner')
    expect(pressureView([
      authoredSample({
        cgroups: cgroups.slice(0, 1),
      }),
    ])?.group).toBe('/')
    expect(pressureView([
      authoredSample({ cgroups: [] }),
    ])).toBeUndefined()
  })

  it('stays with a group that waited within the last minute, and forgets what was before', () => {
    const sampleAt = (at: number, first: number, second: number): ReturnType<typeof authoredSample> => authoredSample({
      at,
      cgroups: [
        group('/first', first),
        group('/second', second),
      ],
    })
    expect(pressureView([
      sampleAt(0, 0, 80),
      sampleAt(50, 30, 0),
    ])?.group).toBe('/second')
    expect(pressureView([
      sampleAt(0, 0, 80),
      sampleAt(70, 30, 0),
    ])?.group).toBe('/first')
  })

  it('counts use by the time between two samples, in percent of one processor', () => {
    const view = pressureView([
      authoredSample({
        at: 10,
        cgroups: [
          group('/busy', 40, used(1_000_000)),
        ],
      }),
      authoredSample({
        at: 14,
        cgroups: [
          group('/busy', 40, used(2_000_000)),
        ],
      }),
    ])
    const [processor] = view!.plots
    expect(processor).toMatchObject({
      note: 'throttled 3×',
      series: [
        {
          name: 'some',
          points: [
            [-4, 40],
            [0, 40],
          ],
        },
        {
          name: 'used',
          points: [
            [-4, undefined],
            [0, 25],
          ],
        },
        {
          name: 'max',
          points: [
            [-4, 25],
            [0, 25],
          ],
        },
      ],
    })
  })

  it('is what was recorded: it climbs as the limit is lowered, while less is used', async () => {
    const recorded = await readSamples('pressure')
    const at = (step: number, series: number): number => pressureView(stillSamples(recorded, step, { looksBack: true }))!.plots[0]!.series[series]!.points.at(-1)![1]!
    expect(at(6, 0)).toBeGreaterThan(at(5, 0))
    expect(at(6, 1)).toBeLessThan(at(5, 1))
    expect(at(6, 2)).toBe(10)
  })
})
