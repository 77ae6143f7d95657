import { describe, expect, it } from 'vitest'
import { stageSeconds } from '../../../scripts/deck/speaking-time.ts'
import { createTalkPlan } from '../../../scripts/deck/talk-plan.ts'
import { testDemo } from '../../fixtures/demo.ts'

const definition = testDemo({
  steps: [
    { pane: 'host', type: 'date', cue: 'The time.' },
    { pane: 'host', type: 'uname' },
  ],
})
const pace = {
  definition,
  stepSeconds: [3, 4],
}
const whole = stageSeconds(definition.steps[0]!, 3) + stageSeconds(definition.steps[1]!, 4)

/** A slide as Slidev has it. */
function slide(title: string, { note, content = '', ...frontmatter }: { note?: string, content?: string, budget?: string, chapter?: string } = {}) {
  return {
    title,
    content,
    frontmatter,
    ...note === undefined
      ? {}
      : { note },
  }
}

describe('the plan of a deck', () => {
  it('has the times of its headmatter, of its notes and of its demos', () => {
    const plan = createTalkPlan({
      headmatter: { duration: '45min' },
      file: 'slides.md',
      demos: new Map([
        [definition.id, pace],
      ]),
      slides: [
        slide('Cover', { budget: '1:30', chapter: 'Opening', note: `${'word '.repeat(65)}\n\nSources: thesis` }),
        slide('A demo', { budget: '4:00', content: `<DemoTerminal demo="${definition.id}" />`, note: 'Look.' }),
        slide('The same', { content: `<DemoTerminal demo="${definition.id}" /><DemoTerminal demo="gone" />` }),
      ],
    })
    expect(plan).toEqual({
      duration: 45 * 60,
      chapters: [
        {
          title: 'Opening',
          budget: 90,
          slides: [
            { number: 1, seconds: 30 },
          ],
        },
        {
          title: 'A demo',
          budget: 240,
          slides: [
            {
              number: 2,
              seconds: expect.closeTo(whole),
            },
            { number: 3, seconds: 0 },
          ],
        },
      ],
      demos: [
        {
          id: definition.id,
          title: definition.title,
          slide: 2,
          cue: 'The time.',
          steps: [
            stageSeconds(definition.steps[0]!, 3),
            stageSeconds(definition.steps[1]!, 4),
          ],
        },
      ],
    })
    expect(plan.demos[0]!.steps[0]).toBeGreaterThan(3)
  })

  it('names the step of a demo for which the room has to wait', () => {
    const planned = (stepSeconds: readonly number[]) => createTalkPlan({
      headmatter: {},
      file: 'slides.md',
      demos: new Map([
        [
          definition.id,
          { definition, stepSeconds },
        ],
      ]),
      slides: [
        slide('A demo', { content: `<DemoTerminal demo="${definition.id}" />` }),
      ],
    }).demos[0]
    expect(planned([4, 31])).toHaveProperty('slowest', { step: 2, seconds: 31 })
    expect(planned([4, 20])).not.toHaveProperty('slowest')
    expect(planned([])).not.toHaveProperty('slowest')
  })

  it('of an ordinary deck is one chapter without a budget', () => {
    expect(createTalkPlan({
      headmatter: {},
      file: 'slides.md',
      demos: new Map(),
      slides: [
        slide('Hello'),
        slide('World'),
      ],
    })).toEqual({
      chapters: [
        {
          title: 'Hello',
          slides: [1, 2].map(number => ({ number, seconds: 0 })),
        },
      ],
      demos: [],
    })
  })

  it('has the machine\'s time with the second press of a step that takes two', () => {
    const { steps } = createTalkPlan({
      headmatter: {},
      file: 'slides.md',
      demos: new Map([
        [
          definition.id,
          {
            ...pace,
            definition: {
              ...definition,
              steps: definition.steps.map((step, index) => index === 0
                ? { ...step, presses: 2 } as typeof step
                : step),
            },
          },
        ],
      ]),
      slides: [
        slide('A demo', { content: `<DemoTerminal demo="${definition.id}" />` }),
      ],
    }).demos[0]!
    expect(steps).toEqual([
      stageSeconds(definition.steps[0]!),
      3,
      stageSeconds(definition.steps[1]!, 4),
    ])
  })
})
