import { describe, expect, it } from 'vitest'
import { createCatalogue } from '../../scripts/engine/demo-catalogue.ts'
import { createLiveMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { rehearseDemo } from '../../scripts/rehearsal/rehearse-demo.ts'
import { readDemoFiles, readDemos } from '../../scripts/server/read-demos.ts'
import { demosFolder } from '../../scripts/system/project-paths.ts'
import { breaksToTry } from '../fixtures/breaks-to-try.ts'
import { breaks } from '../fixtures/demo-breaks.ts'

const catalogue = await readDemos(demosFolder)
const files = await readDemoFiles(demosFolder)
const { create: createMachine } = await createLiveMachineFactory('embedded')
const demos = [
  ...catalogue.values(),
].filter(({ machines }) => machines.includes('embedded')).map(({ id }) => id)

const toBreak = breaksToTry(demos, 'embedded')

// That they keep their promises is rehearsed (`npm run rehearse`), and their recordings prove it of each as it is now.
it('finds a way to break every demo, and breaks of more than one kind', () => {
  expect(demos.filter(demo => !(demo in breaks))).toEqual([])
  expect(toBreak.length).toBeGreaterThan(2)
})

describe.each(toBreak)('the demo %s', (demo) => {
  it('fails at the right step when it is broken on purpose', async () => {
    const { step, definition } = breaks[demo]!
    const broken = createCatalogue(new Map([
      [`demos/${demo}.ts`, definition],
    ]), files)
    const result = await rehearseDemo({ catalogue: broken, demo, createMachine })
    expect(result.failure).toMatch(new RegExp(`^${demo}, step ${step} of `))
    expect(result.green).toBe(step - 1)
  })
})
