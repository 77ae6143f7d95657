import { expect, it } from 'vitest'
import { examine } from '../../../scripts/doctor/finding.ts'

const thing = { topic: 'talk', remedy: 'npm start', milliseconds: 50 }

it('keeps what a check found', async () => {
  const finding = { grade: 'good', topic: 'talk', words: 'it runs' } as const
  expect(await examine(thing, async () => [finding])).toEqual([finding])
})

it('makes a finding with a remedy of a check that fails, without logs of calls', async () => {
  const [finding, ...more] = await examine(thing, async () => {
    throw new Error('locator.waitFor: Timeout 60000ms exceeded.\nCall log:\n  - waiting for locator(\'.pane\')')
  })
  expect(finding).toEqual({
    grade: 'bad',
    topic: 'talk',
    words: 'locator.waitFor: Timeout 60000ms exceeded.',
    remedy: 'npm start',
  })
  expect(more).toEqual([])
})

it('does not wait for a check that hangs', async () => {
  expect(await examine({ ...thing, grade: 'note' }, () => new Promise(() => undefined)))
    .toEqual([
      {
        grade: 'note',
        topic: 'talk',
        words: 'nothing was heard for 0.05 s',
        remedy: 'npm start',
      },
    ])
})
