import { describe, expect, it } from 'vitest'
import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'
import { blockData } from './block-data.ts'

const stops = `
title: The way of exec
stops:
  - { stop: find it, text: from its state, aside: '\`state.json\`' }
  - { when: 2, stop: fork, text: [a child, gets a number], filled: true, step: 1 }
`

describe('a figure of stops', () => {
  it('has what is written, and says it in words', () => {
    expect(blockData('stops', stops)).toMatchObject({
      component: 'StopsFigure',
      data: {
        description: 'find it, from its state, state.json; 2, fork, a child, gets a number',
        arrows: false,
        stops: [
          { stop: 'find it' },
          { when: '2', filled: true },
        ],
        clicks: 1,
      },
    })
  })

  it.each([
    [
      'an option that does not exist',
      stops.replace('filled', 'full'),
      'entry 2 of stops, full',
    ],
    [
      'a figure without stops',
      'title: Nothing\nstops: []',
      'stops',
    ],
  ])('names %s', (_, code, message) => {
    expect(() => figureBlock('figure stops', code)).toThrow(message)
  })
})
