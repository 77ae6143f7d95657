import { describe, expect, it } from 'vitest'
import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'
import { blockData } from './block-data.ts'

const tree = `
title: Groups
tree:
  root:
    below:
      system: { below: { ssh: , docker: { step: 2 } } }
      user: { edge: delegated, layer: kernel, ghost: true, step: 1 }
`

describe('a figure of a tree', () => {
  it('has a column for each leaf and a row for each level, and lines that come with their branch', () => {
    expect(blockData('tree', tree)).toMatchObject({
      component: 'BoxesFigure',
      data: {
        grid: [
          ['root', 'root', 'root'],
          ['system', 'system', 'user'],
          ['ssh', 'docker', '.'],
        ],
        arrows: [
          {
            from: 'root',
            to: 'system',
            plain: true,
            dashed: false,
          },
          { from: 'system', to: 'ssh' },
          { from: 'system', to: 'docker', step: 2 },
          {
            from: 'root',
            to: 'user',
            label: 'delegated',
            layer: 'kernel',
            dashed: true,
            step: 1,
          },
        ],
        clicks: 2,
      },
    })
  })

  it('grows to the right where it is told to, with heads on its lines', () => {
    expect(blockData('tree', `${tree}direction: right\narrows: true`).data).toMatchObject({
      grid: [
        ['root', 'system', 'ssh'],
        ['root', 'system', 'docker'],
        ['root', 'user', '.'],
      ],
      arrows: [
        { plain: false },
        { plain: false },
        { plain: false },
        { plain: false },
      ],
    })
  })

  it.each([
    [
      'a name that stands twice',
      tree.replace('docker:', 'user:'),
      '"user" stands in the tree twice',
    ],
    [
      'an option that does not exist, however deep',
      tree.replace('step: 2', 'stop: 2'),
      /tree\.root\.below\.system\.below\.docker\.stop/,
    ],
  ])('names %s', (_, code, message) => {
    expect(() => figureBlock('figure tree', code)).toThrow(message)
  })
})
