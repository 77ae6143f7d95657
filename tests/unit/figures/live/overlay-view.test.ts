import type { AuthoredLayer } from '../../../../components/figures/live/authored-sample.ts'
import type { OverlayView } from '../../../../components/figures/live/overlay-view.ts'
import type { KernelSample } from '../../../../scripts/probe/sample.ts'
import { describe, expect, it } from 'vitest'
import { authoredMounts, authoredOverlay, authoredSample, hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'
import { overlayViews } from '../../../../components/figures/live/overlay-view.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

const LOWER: AuthoredLayer = {
  'etc': 'directory',
  'etc/one.conf': 'file',
  'hello.txt': 'file',
}

function sampled(at: number, merged: AuthoredLayer, upper: AuthoredLayer): KernelSample {
  return authoredSample({
    at,
    mounts: authoredMounts(authoredOverlay({
      target: '/m',
      merged,
      upper,
      lower: { lower: LOWER },
    })),
  })
}

function rowOf({ rows }: OverlayView, path: string): OverlayView['rows'][number] {
  return rows.find(row => row.path === path)!
}

describe('an overlay mount', () => {
  it('shows each name from the topmost layer that has it, and hides what is below', () => {
    const [view] = overlayViews([
      sampled(0, LOWER, { 'hello.txt': 'file' }),
    ])
    expect(view!.columns.map(({ label }) => label)).toEqual(['merged', 'upper', 'lower'])
    expect(rowOf(view!, 'hello.txt')).toMatchObject({
      source: 1,
      cells: [
        {},
        { isHidden: false },
        { isHidden: true },
      ],
    })
    expect(rowOf(view!, 'etc/one.conf')).toMatchObject({
      source: 2,
      cells: [
        {},
        undefined,
        { isHidden: false },
      ],
    })
  })

  it('shows nothing where a whiteout stands', () => {
    const [view] = overlayViews([
      sampled(0, { etc: 'directory' }, { 'hello.txt': 'whiteout' }),
    ])
    expect(rowOf(view!, 'hello.txt')).toMatchObject({
      source: undefined,
      cells: [
        undefined,
        { kind: 'whiteout', isHidden: false },
        { isHidden: true },
      ],
    })
  })

  it('hides what is in a directory below an opaque one, but nothing that is beside it', () => {
    const [view] = overlayViews([
      sampled(0, { 'etc': 'directory', 'hello.txt': 'file' }, { etc: 'opaque' }),
    ])
    expect(rowOf(view!, 'etc/one.conf').cells[2]).toMatchObject({ isHidden: true })
    expect(rowOf(view!, 'hello.txt').cells[2]).toMatchObject({ isHidden: false })
  })

  it.each([
    [
      'a copy from below',
      LOWER,
      { 'hello.txt': 'file' },
      ['hello.txt: copied up'],
    ],
    [
      'a copy in a directory, without the directory',
      LOWER,
      { 'etc': 'directory', 'etc/one.conf': 'file' },
      ['etc/one.conf: copied up'],
    ],
    [
      'a whiteout',
      { etc: 'directory' },
      { 'hello.txt': 'whiteout' },
      ['hello.txt: whiteout'],
    ],
    [
      'an opaque directory',
      { ...LOWER },
      { etc: 'opaque' },
      ['etc: opaque'],
    ],
    [
      'a new file',
      { ...LOWER, notes: 'file' },
      { notes: 'file' },
      ['notes: made in upper'],
    ],
  ] as const)('tells %s', (_, merged, upper, events) => {
    const [view] = overlayViews([
      sampled(1, LOWER, {}),
      sampled(2, merged, upper),
    ])
    expect(view!.events).toEqual(events)
  })

  it('tells nothing of what was there when it was first seen', () => {
    const [view] = overlayViews([
      authoredSample({
        at: 1,
        mounts: authoredMounts(),
      }),
      sampled(2, LOWER, { 'hello.txt': 'file' }),
    ])
    expect(view).toMatchObject({ change: 'new', events: [] })
  })

  it('comes once, however many mount namespaces have a copy of it', () => {
    const sample = sampled(0, LOWER, {})
    const copy = { ...sample.mounts![0]!, namespace: hostNamespaces.mnt + 1 }
    expect(overlayViews([
      {
        ...sample,
        mounts: [...sample.mounts!, copy],
      },
    ])).toHaveLength(1)
  })

  it('draws the layers below the third as one, of each name what stands topmost', () => {
    const layer = (kind: 'file' | 'directory'): AuthoredLayer => ({ name: kind })
    const [view] = overlayViews([
      authoredSample({
        mounts: authoredMounts(authoredOverlay({
          target: '/m',
          merged: layer('file'),
          lower: {
            a: {},
            b: {},
            c: layer('file'),
            d: layer('directory'),
          },
        })),
      }),
    ])
    expect(view!.columns.map(({ label }) => label)).toEqual(['merged', 'a', 'b', '2 more'])
    expect(rowOf(view!, 'name')).toMatchObject({
      source: 3,
      cells: [
        {},
        undefined,
        undefined,
        { kind: 'file' },
      ],
    })
  })

  it('is what was recorded: copy-up, whiteout and opaque directory', async () => {
    // Against the end of the step before, however fast the steps followed each other.
    const changesOf = async (step: number): Promise<readonly string[]> => {
      const ends = await Promise.all([step - 1, step].map(each => recordedSamples('overlay', each)))
      return overlayViews(ends.map(samples => samples.at(-1)!))[0]!.events
    }
    expect(await changesOf(4)).toEqual(['hello.txt: copied up', 'readme: whiteout'])
    expect(await changesOf(7)).toEqual(['etc: opaque'])
  })
})
