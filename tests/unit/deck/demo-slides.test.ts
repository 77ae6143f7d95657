import { expect, it } from 'vitest'
import { demoSlides } from '../../../scripts/deck/demo-slides.ts'

it('finds the demo of a slide in either kind of quotes, and only the first slide of each', () => {
  expect([
    ...demoSlides([
      { content: '# A title' },
      { content: '<DemoTerminal demo="one" />' },
      { content: `<DemoTerminal\n  v-if="shown" demo='two'\n/>` },
      { content: '<DemoTerminal demo="one" />' },
    ]),
  ]).toEqual([
    ['one', 2],
    ['two', 3],
  ])
})
