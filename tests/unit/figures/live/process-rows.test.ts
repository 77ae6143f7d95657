import { describe, expect, it } from 'vitest'
import { authoredProcess, authoredSample, hostNamespaces } from '../../../../components/figures/live/authored-sample.ts'
import { processPart } from '../../../../components/figures/live/process-role.ts'
import { processRows } from '../../../../components/figures/live/process-rows.ts'
import { treeGuides } from '../../../../components/figures/live/tree-guides.ts'
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

  it.each([
    ['pid-one', 10],
    ['docker-architecture', 8],
  ])('show none of the processes by which the kit drives the machine: %s', async (demo, step) => {
    const words = processRows(await recordedSamples(demo, step), 20).rows.map(row => row.words)
    expect(words.join('\n')).not.toMatch(/agent|run\/kit/)
    expect(words).toContain('init')
  })

  it('are none without samples', () => {
    expect(processRows([], 10)).toEqual({
      rows: [],
      levels: 1,
      more: 0,
      parts: [],
    })
  })
})

describe('the parts in a stack of container software', () => {
  it('are those of a recorded engine, with the shim as a container\'s parent', async () => {
    const { rows, parts } = processRows(await recordedSamples('docker-architecture', 11), 20)
    expect(rows.flatMap(({ words, part, guides, change }) => part && change !== 'gone'
      ? [`${words.split(' ')[0]}: ${part.role}, ${part.layer}, ${guides.length}`]
      : [])).toEqual([
      'docker: client, host, 2',
      'dockerd: daemon, engine, 1',
      'containerd: daemon, high-level, 2',
      'containerd-shim: shim, high-level, 1',
      'httpd: container, kernel, 2',
      'containerd-shim: shim, high-level, 1',
      'top: container, kernel, 2',
    ])
    expect(parts.map(({ role }) => role)).toEqual(expect.arrayContaining([
      'client',
      'daemon',
      'shim',
      'container',
    ]))
  })

  it('stay with what outlives its daemons', async () => {
    const { rows } = processRows(await recordedSamples('shim-survives', 8), 20)
    expect(rows.filter(({ change, part }) => change !== 'gone' && part).map(({ part }) => part!.role)).not.toContain('daemon')
    expect(rows.filter(({ part }) => part?.role === 'shim')).toHaveLength(2)
  })

  it('are not looked for where there are only namespaces and a client', () => {
    const { rows, parts } = processRows([
      authoredSample({
        processes: [
          init,
          inner,
          child,
          authoredProcess({ pid: 60, name: 'curl' }),
        ],
      }),
    ], 10)
    expect(parts).toEqual([])
    expect(rows.every(({ part, guides }) => part === undefined && guides.length === 0)).toBe(true)
  })

  it.each([
    [
      'dockerd',
      [9],
      'daemon',
    ],
    [
      'containerd-shim',
      [9],
      'shim',
    ],
    [
      'conmon',
      [9],
      'shim',
    ],
    [
      'runc',
      [9],
      'runtime',
    ],
    [
      'runc:[2:INIT]',
      [9, 1],
      'runtime',
    ],
    [
      'docker',
      [9],
      'client',
    ],
    [
      'dockerd',
      [9, 1],
      'container',
    ],
    [
      'docker-proxy',
      [9],
      undefined,
    ],
    [
      'bash',
      [9],
      undefined,
    ],
  ])('tell %s with the numbers %j to be: %s', (name, pids, role) => {
    expect(processPart({ name, pids })?.role).toBe(role)
  })
})

it('a guide goes on below a row as long as a sibling follows', () => {
  expect(treeGuides([0, 1, 2, 1, 2, 2])).toEqual([
    [],
    [true],
    [true, false],
    [false],
    [false, true],
    [false, false],
  ])
})
