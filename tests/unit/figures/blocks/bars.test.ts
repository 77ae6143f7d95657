import { describe, expect, it } from 'vitest'
import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'
import { blockData } from './block-data.ts'

const bars = `
title: Start times
unit: ms
bars:
  - { bar: process, value: 1, layer: kernel }
  - { bar: container, text: 'with \`runc\`', value: 100, words: about 100, step: 1 }
  - { bar: machine, value: 1000, step: 2 }
`

describe('a figure of bars', () => {
  it('measures each bar by the longest one, and writes the unit where the slide has no words of its own', () => {
    expect(blockData('bars', bars)).toMatchObject({
      component: 'BarsFigure',
      data: {
        description: 'process: 1 ms; container, with runc: about 100; machine: 1000 ms',
        bars: [
          { words: '1 ms', length: 0.001 },
          { words: 'about 100', length: 0.1 },
          { words: '1000 ms', length: 1 },
        ],
        ticks: [],
        clicks: 2,
      },
    })
  })

  it('has on a logarithmic scale a power of ten below the shortest bar, so that this one is seen', () => {
    expect(blockData('bars', `${bars}log: true`).data).toMatchObject({
      bars: [
        { length: 0.25 },
        { length: 0.75 },
        { length: 1 },
      ],
      ticks: [
        { value: 0.1, at: 0 },
        { value: 1, at: 0.25 },
        { value: 10, at: 0.5 },
        { value: 100, at: 0.75 },
        { value: 1000, at: 1 },
      ],
    })
  })

  it.each([
    [
      'a value of 0 on a logarithmic scale',
      `${bars.replace('value: 1,', 'value: 0,')}log: true`,
      'the bar "process" is 0',
    ],
    [
      'a value that is no number',
      bars.replace('value: 1000', 'value: long'),
      'entry 3 of bars, value',
    ],
    [
      'no bars at all',
      'title: Nothing\nbars: []',
      'bars',
    ],
  ])('names %s', (_, code, message) => {
    expect(() => figureBlock('figure bars', code)).toThrow(message)
  })
})
