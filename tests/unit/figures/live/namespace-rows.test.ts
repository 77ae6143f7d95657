import { describe, expect, it } from 'vitest'
import { namespaceRows } from '../../../../components/figures/live/namespace-rows.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

/** Kinds of which there is a namespace beside the host's. */
async function litAt(step: number): Promise<string[]> {
  return namespaceRows(await recordedSamples('eight-namespaces', step)).filter(({ others }) => others.some(({ change }) => change !== 'gone')).map(({ kind }) => kind).toSorted()
}

describe('the rows of a namespace map', () => {
  it('are eight, and light up one after the other in the recorded demo', async () => {
    expect(namespaceRows(await recordedSamples('eight-namespaces', 1))).toHaveLength(8)
    const lit = [
      'user',
      'uts',
      'ipc',
      'net',
      'cgroup',
      'mnt',
      'time',
      'pid',
    ]
    for (let count = 0; count <= lit.length; count++)
      expect(await litAt(count + 1)).toEqual(lit.slice(0, count).toSorted())
  })

  it('name who is in a namespace', async () => {
    const [chip] = namespaceRows(await recordedSamples('eight-namespaces', 4)).find(({ kind }) => kind === 'uts')!.others
    expect(chip!.members.map(({ name }) => name)).toEqual(['bash'])
  })

  it('are empty without samples', () => {
    expect(namespaceRows([]).every(({ host, others }) => host === undefined && others.length === 0)).toBe(true)
  })
})
