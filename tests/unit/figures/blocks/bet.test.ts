import { describe, expect, it } from 'vitest'
import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'
import { blockData } from './block-data.ts'

const bet = `
answers: [one, '\`two\`']
right: B
because: it forks
`

describe('a bet', () => {
  it('has answers with letters, and tells the right one on a click', () => {
    expect(blockData('bet', bet)).toEqual({
      component: 'BetFigure',
      data: {
        answers: [
          {
            letter: 'A',
            text: 'one',
            right: false,
          },
          {
            letter: 'B',
            text: '`two`',
            right: true,
          },
        ],
        because: 'it forks',
        clicks: 1,
      },
    })
  })

  it('takes no click where a demo gives the answer', () => {
    expect(blockData('bet', `${bet}proof: pid-namespace 4`).data).toMatchObject({
      proof: { demo: 'pid-namespace', step: 4 },
      clicks: 0,
    })
  })

  it.each([
    [
      'a right answer that is not there',
      bet.replace('right: B', 'right: C'),
      'there is no answer C, only A, B',
    ],
    [
      'a proof that names no step',
      `${bet}proof: pid-namespace`,
      'proof: has to be a demo and the number of one of its steps',
    ],
    [
      'one answer alone',
      'answers: [one]\nright: A\nbecause: x',
      'answers',
    ],
  ])('names %s', (_, code, message) => {
    expect(() => figureBlock('figure bet', code)).toThrow(message)
  })
})
