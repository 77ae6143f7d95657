import { describe, expect, it } from 'vitest'
import { parseArrow } from '../../../../components/figures/blocks/arrow-text.ts'
import { figureBlock } from '../../../../components/figures/blocks/figure-block.ts'

const figure = `
title: Two processes
grid: |
  shim  .
  shim  runc
boxes:
  runc: { layer: low-level, step: 2 }
arrows:
  - { arrow: 'shim -> runc: starts "it" & goes', step: 2 }
`

/** The data that a slide's block becomes. */
function dataOf(code: string): Record<string, unknown> {
  const attribute = /:figure="([^"]*)"/.exec(figureBlock('figure boxes', code)!)![1]!
  return JSON.parse(attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')) as Record<string, unknown>
}

describe('a figure block', () => {
  it('becomes a component with checked data, and says how many clicks it takes', () => {
    expect(dataOf(figure)).toMatchObject({
      grid: [
        ['shim', '.'],
        ['shim', 'runc'],
      ],
      boxes: [
        { name: 'shim' },
        { name: 'runc', step: 2 },
      ],
      arrows: [
        {
          from: 'shim',
          to: 'runc',
          label: 'starts "it" & goes',
          dashed: false,
        },
      ],
      clicks: 2,
    })
  })

  it('says in words what it shows, unless the slide does', () => {
    expect(dataOf(figure).description).toBe('shim; runc; shim to runc: starts "it" & goes')
    expect(dataOf(`${figure}\ndescription: other words`).description).toBe('other words')
  })

  it('leaves other code to Slidev', () => {
    expect(figureBlock('ts {1-3}', 'const a = 1')).toBeUndefined()
  })

  it.each([
    [
      'a name that is not in the grid',
      figure.replace('shim -> runc', 'shim -> crun'),
      /names "crun", which is not in the grid\. The grid has: shim, runc/,
    ],
    [
      'a box that is not in the grid',
      figure.replace('  runc: {', '  crun: {'),
      /boxes names "crun"/,
    ],
    [
      'rows of different lengths',
      figure.replace('  shim  .\n', '  shim\n'),
      /row 1 of the grid has 1 cells/,
    ],
    [
      'a name whose cells make no rectangle',
      figure.replace('  shim  .\n', '  runc  shim\n'),
      /make no rectangle/,
    ],
    [
      'an arrow that is none',
      figure.replace('shim -> runc', 'shim > runc'),
      /is no arrow\. Write "from -> to"/,
    ],
    [
      'an option that does not exist',
      figure.replace('layer: low-level', 'colour: red'),
      /boxes\.runc\.colour: there is no such option\. The options here are: title, text, ghost, /,
    ],
    [
      'a layer that does not exist',
      figure.replace('low-level', 'lower'),
      /boxes\.runc\.layer: has to be one of orchestrator, engine, .*, host, and is "lower"\./,
    ],
    [
      'an option that is missing',
      figure.replace('title: Two processes', ''),
      /: title: is missing\./,
    ],
    [
      'a step in words, in an entry of a list',
      figure.replace('goes\', step: 2', 'goes\', step: two'),
      /entry 1 of arrows, step: has to be a number, and is "two"\./,
    ],
    [
      'words that YAML takes for an option',
      `${figure}  - shim -> runc: starts it\n`,
      /entry 2 of arrows, shim -> runc: there is no such option\. .* Words with a colon go between quotes\./,
    ],
    [
      'a block of no data',
      '',
      /the block: has to be a map of options .*, and is empty\./,
    ],
    [
      'YAML that cannot be read',
      figure.replace('layer: low-level', 'text: a: b'),
      /go between quotes: .* at line 7, column /,
    ],
  ])('names %s', (_, code, message) => {
    expect(() => figureBlock('figure boxes', code)).toThrow(message)
    expect(() => figureBlock('figure boxes', code)).toThrow(/^The figure "boxes": /)
  })

  it('says on which slide it stands', () => {
    for (const [fence, code] of [
      ['figure pie', ''],
      ['figure boxes', 'title: x'],
    ] as const)
      expect(() => figureBlock(fence, code, 'chapters/07-files.md, slide 3 ("A title")')).toThrow(/^chapters\/07-files\.md, slide 3 \("A title"\): The/)
  })

  it('names a kind that does not exist', () => {
    expect(() => figureBlock('figure pie', '')).toThrow('There is no figure "pie". Write one of these after `figure`: sequence, boxes, tree, bars, timeline, stops, bet.')
  })

  it.each(['figure', 'figure boxes {1}'])('leaves no block of the word `%s` to Slidev, which would print it as code', (fence) => {
    expect(() => figureBlock(fence, figure)).toThrow('There is no figure "')
  })
})

describe('a figure of a sequence', () => {
  const sequence = `
title: A call
actors:
  client: { layer: engine }
  daemon:
rows:
  - 'client -> daemon: GET /info: all'
  - { row: 'daemon: looks', step: 2 }
  - { row: 'daemon --> client: 200', step: 3 }
`

  it('has messages, answers, and what an actor does by itself', () => {
    const tag = figureBlock('figure sequence', sequence)!
    expect(tag).toMatch(/^<SequenceFigure /)
    for (const part of ['{"from":0,"to":1,"text":"GET /info: all","dashed":false}', '{"from":1,"text":"looks","dashed":false,"step":2}', '"clicks":3'])
      expect(tag.replaceAll('&quot;', '"')).toContain(part)
  })

  it('names an actor that does not exist', () => {
    expect(() => figureBlock('figure sequence', sequence.replace('client -> daemon', 'client -> demon'))).toThrow('names "demon", which is no actor. The actors are: client, daemon.')
  })
})

describe('an arrow', () => {
  it.each([
    [
      'a -> b',
      {
        from: 'a',
        to: 'b',
        dashed: false,
        both: false,
        plain: false,
      },
    ],
    [
      'a --> b',
      {
        from: 'a',
        to: 'b',
        dashed: true,
        both: false,
        plain: false,
      },
    ],
    [
      'a <-> b: asks',
      {
        from: 'a',
        to: 'b',
        label: 'asks',
        both: true,
      },
    ],
    [
      'a -- b',
      { from: 'a', to: 'b', plain: true },
    ],
    [
      'a -x b: no',
      {
        from: 'a',
        to: 'b',
        label: 'no',
        refused: true,
      },
    ],
    [
      'a -> b: two\nlines: here',
      { label: 'two\nlines: here' },
    ],
  ])('is read from %j', (text, arrow) => {
    expect(parseArrow(text)).toMatchObject(arrow)
  })
})
