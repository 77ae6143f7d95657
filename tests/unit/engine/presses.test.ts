import type { DemoDefinition } from '../../../demos/define.ts'
import { describe, expect, it } from 'vitest'
import { demoPresses, placeAfter, pressesUntil, stepsDone } from '../../../scripts/engine/presses.ts'
import { resolveDemo } from '../../../scripts/engine/resolve-demo.ts'
import { validateDemo } from '../../../scripts/engine/validate-demo.ts'
import { testDemo } from '../../fixtures/demo.ts'

const definition: DemoDefinition = {
  id: 'test-demo',
  title: 'A test',
  machines: ['embedded'],
  panes: { host: {} },
  steps: [
    { pane: 'host', type: 'one' },
    { pane: 'host', type: 'two', presses: 2 },
    { pane: 'host', type: 'three', presses: 1 },
    {
      pane: 'host',
      keys: ['Ctrl-C'],
    },
    { pane: 'host', speaker: 'five' },
  ],
}

function pressesOf(options?: { presses: 1 | 2 }): string[] {
  return demoPresses(resolveDemo(definition, new Map(), options)).map(({ step, part }) => `${step} ${part}`)
}

describe('the presses of a demo', () => {
  it('are one a step, and two where it says so', () => {
    expect(pressesOf()).toEqual([
      '1 whole',
      '2 line',
      '2 enter',
      '3 whole',
      '4 whole',
      '5 whole',
    ])
  })

  it('are two in a run that says so, for each line that the kit types and that does not say one', () => {
    expect(pressesOf({ presses: 2 })).toEqual([
      '1 line',
      '1 enter',
      '2 line',
      '2 enter',
      '3 whole',
      '4 whole',
      '5 whole',
    ])
  })

  it('tell where a demo stands, and how far it is', () => {
    const presses = demoPresses(resolveDemo(definition, new Map()))
    expect([0, 1, 2, 3, 6].map(count => placeAfter(presses, count))).toEqual([
      { step: 0, steps: 5, typed: false },
      { step: 1, steps: 5, typed: false },
      { step: 2, steps: 5, typed: true },
      { step: 2, steps: 5, typed: false },
      { step: 5, steps: 5, typed: false },
    ])
    expect([0, 1, 2, 3, 6].map(count => stepsDone(presses, count))).toEqual([0, 1, 1, 2, 5])
    expect([0, 1, 2, 5].map(steps => pressesUntil(presses, steps))).toEqual([0, 1, 3, 6])
  })

  it('are one or two, of a line that the kit types', () => {
    expect(() => testDemo({
      steps: [
        { pane: 'host', type: 'true', presses: 3 as never },
      ],
    })).toThrow(/step 1 of 1: presses: must be 1 or 2/)
    for (const step of definition.steps.slice(3)) {
      expect(() => validateDemo({
        ...definition,
        steps: [
          { ...step, presses: 2 },
        ],
      }, 'demos/test-demo.ts')).toThrow(/step 1 of 1: presses: is not a property of such a step/)
    }
  })
})
