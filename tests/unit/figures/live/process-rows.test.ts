import { describe, expect, it } from 'vitest'
import { authoredProcess, authoredSample, hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'
import { processRows } from '../../../../components/figures/live/process-rows.ts'
import { recordedSamples } from '../../../fixtures/recorded-samples.ts'

const init = authoredProcess({ pid: 1, parent: 0, name: 'init' })
const inner = authoredProcess({
  pid: 50,
  name: 'bash',
  command: '-bash',
  pids: [50, 1],
  namespaces: { ...hostNamespaces, pid: 7 },
})
const child = authoredProcess({
  pid: 51,
  parent: 50,
  name: 'sleep',
  command: '/usr/bin/sleep 1h',
  pids: [51, 2],
  namespaces: { ...hostNamespaces, pid: 7 },
})

describe('the rows of a process tree', () => {
  it('join a process\'s numbers on both sides, each with its depth there', () => {
    const { rows, levels } = processRows([
      authoredSample({
        processes: [child, init, inner],
      }),
    ], 10)
    expect(levels).toBe(2)
    expect(rows.map(({ words, places }) => ({ words, places }))).toEqual([
      {
        words: 'init',
        places: [
          { pid: 1, depth: 0 },
        ],
      },
      {
        words: 'bash',
        places: [
          { pid: 50, depth: 1 },
          { pid: 1, depth: 0 },
        ],
      },
      {
        words: 'sleep 1h',
        places: [
          { pid: 51, depth: 2 },
          { pid: 2, depth: 1 },
        ],
      },
    ])
  })

  it('mark what is new, and keep what is gone where it was', () => {
    const { rows } = processRows([
      authoredSample({
        at: 1,
        processes: [init, inner, child],
      }),
      authoredSample({
        at: 2,
        processes: [
          init,
          inner,
          {
            ...child,
            pid: 60,
            pids: [60, 3],
          },
        ],
      }),
    ], 10)
    expect(rows.map(({ key, change }) => [key, change])).toEqual([
      ['1', 'same'],
      ['50', 'same'],
      ['51', 'gone'],
      ['60', 'new'],
    ])
  })

  it('fold idle daemons of the host, and keep within the room', () => {
    const daemons = Array.from({ length: 100 }, (_, index) => authoredProcess({ pid: 100 + index, name: 'daemon' }))
    const workers = Array.from({ length: 100 }, (_, index) => ({
      ...child,
      pid: 300 + index,
      pids: [300 + index, 2 + index],
    }))
    const few = processRows([
      authoredSample({
        processes: [init, ...daemons, inner],
      }),
    ], 10)
    expect(few.rows.map(({ key }) => key)).toEqual(['1', '50'])
    expect(few.more).toBe(100)
    const many = processRows([
      authoredSample({
        processes: [
          init,
          ...daemons,
          inner,
          ...workers,
        ],
      }),
    ], 10)
    expect(many.rows.map(({ key }) => key)).toEqual([
      '1',
      '50',
      ...Array.from({ length: 7 }, (_, index) => String(393 + index)),
    ])
    expect(many.more).toBe(193)
  })

  it('show a recorded orphan as a zombie of its new parent', async () => {
    const rows = processRows(await recordedSamples('pid-one', 8), 20).rows.filter(({ state }) => state === 'zombie')
    expect(rows).toHaveLength(1)
    expect(rows[0]!.places).toHaveLength(2)
  })

  it('show none of the processes by which the kit drives the machine', async () => {
    const words = processRows(await recordedSamples('pid-one', 10), 20).rows.map(row => row.words)
    expect(words.join('\n')).not.toMatch(/agent|run\/kit/)
    expect(words).toContain('init')
  })

  it('are none without samples', () => {
    expect(processRows([], 10)).toEqual({ rows: [], levels: 1, more: 0 })
  })
})
