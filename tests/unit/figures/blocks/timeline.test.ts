import { describe, expect, it } from 'vitest'
import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'
import { blockData } from './block-data.ts'

const timeline = `
title: Years
stops:
  - { when: 1979, stop: chroot, text: [another, root] }
  - { when: 2000, stop: jails, step: 1 }
  - { when: 2008, stop: LXC, step: 2 }
`

describe('a timeline', () => {
  it('is a line of stops that goes on', () => {
    expect(blockData('timeline', timeline)).toMatchObject({
      component: 'TimelineFigure',
      data: {
        description: '1979 chroot another root; 2000 jails; 2008 LXC',
        rows: [
          {
            stops: [
              { when: '1979', stop: 'chroot' },
              { when: '2000' },
              { when: '2008' },
            ],
            continued: false,
            end: 'arrow',
          },
        ],
        clicks: 2,
      },
    })
  })

  it('goes on in another row after so many stops', () => {
    expect(blockData('timeline', `${timeline}wrap: 2\nends: true`).data).toMatchObject({
      rows: [
        { continued: false, end: 'row' },
        {
          stops: [
            { stop: 'LXC' },
          ],
          continued: true,
          end: 'stop',
        },
      ],
    })
  })

  it('has several lines by their titles, and cards below', () => {
    expect(blockData('timeline', `
title: Two ways
lines:
  machine: [{ stop: boots }, { stop: runs }]
  container: [{ stop: clone }, { stop: runs, step: 1 }]
notes:
  one kernel: { layer: kernel, step: 2 }
`).data).toMatchObject({
      description: 'machine: boots; runs. container: clone; runs. one kernel',
      rows: [
        { title: 'machine' },
        { title: 'container' },
      ],
      notes: [
        { title: 'one kernel', layer: 'kernel' },
      ],
      clicks: 2,
    })
  })

  it.each([
    [
      'a figure with neither stops nor lines',
      'title: Nothing',
      'either "stops" or "lines"',
    ],
    [
      'one with both',
      `${timeline}lines: { a: [{ stop: b }, { stop: c }] }`,
      'either "stops" or "lines"',
    ],
    [
      'a stop without a name',
      timeline.replace('stop: jails', 'layer: host'),
      'entry 2 of stops, stop: is missing',
    ],
  ])('names %s', (_, code, message) => {
    expect(() => figureBlock('figure timeline', code)).toThrow(message)
  })
})
