import type { CgroupRow } from '../../../../components/figures/live/cgroup-rows.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cgroupRows } from '../../../../components/figures/live/cgroup-rows.ts'
import { fitCgroups } from '../../../../components/figures/live/fit-cgroups.ts'
import { parseSampleLog, SAMPLE_LOG_FILE } from '../../../../scripts/engine/sample-log.ts'
import { recordingsFolder } from '../../../../scripts/system/project-paths.ts'
import extremes from '../../../browser/figures/extremes/cgroup-tree.ts'

/** The rows as they were at the end of a demo's step. */
async function rowsAfter(demo: string, step: number): Promise<CgroupRow[]> {
  const file = join(recordingsFolder, demo, SAMPLE_LOG_FILE)
  const { samples } = parseSampleLog(await readFile(file, 'utf8'), file)
  return cgroupRows(samples.filter(recorded => recorded.step <= step).map(({ sample }) => sample))
}

function find(rows: readonly CgroupRow[], path: string): CgroupRow {
  const row = rows.find(each => each.path === path)
  if (!row)
    throw new Error(`There is no row of ${path}.`)
  return row
}

describe('the rows of a recorded demo', () => {
  it('say that a group ran out of memory', async () => {
    const greedy = find(await rowsAfter('memory-max', 3), '/greedy')
    expect(greedy.gauges[0]).toMatchObject({ controller: 'memory', limit: 'max 20M' })
    expect(greedy.badges[0]).toEqual({ kind: 'failure', text: 'OOM kill ×1', isFresh: true })
  })

  it('say that no more processes were let in', async () => {
    const bomb = find(await rowsAfter('pids-max', 5), '/bomb')
    expect(bomb.members).toMatch(/sleep ×1\d/)
    expect(bomb.badges[0]!.text).toMatch(/^fork refused ×\d+$/)
  })

  it('say that a group is frozen, and later empty', async () => {
    expect(find(await rowsAfter('freeze-kill', 4), '/job')).toMatchObject({ isFrozen: true, isEmpty: false })
    expect(find(await rowsAfter('freeze-kill', 7), '/job')).toMatchObject({ isFrozen: false, isEmpty: true })
  })

  it('tell controllers only where they differ', async () => {
    const tree = await rowsAfter('cgroup-tree', 11)
    expect(find(tree, '/tree/Group_2/Group_2.1').controllers?.map(({ name }) => name)).toEqual(['memory'])
    expect(find(await rowsAfter('memory-max', 3), '/greedy').controllers).toBeUndefined()
  })
})

describe('the rows that fit', () => {
  const rows = cgroupRows(extremes['sixty groups'])
  const fitted = fitCgroups(rows, {
    height: 300,
    heightOf: () => 30,
    moreHeight: 20,
  })

  it('are those with something to say, below the root', () => {
    const paths = fitted.rows.map(({ path }) => path)
    expect(paths[0]).toBe('/')
    expect(paths).toContain('/job-41')
    expect(paths).toContain('/job-7')
  })

  it('leave out the others, and say how many', () => {
    expect(fitted.rows.length * 30 + 20).toBeLessThanOrEqual(300)
    expect(fitted.rows.length + fitted.left).toBe(rows.length)
  })

  it('never lack a parent', () => {
    const deep = fitCgroups(cgroupRows(extremes['five levels deep']), {
      height: 90,
      heightOf: () => 30,
      moreHeight: 0,
    })
    const paths = new Set(deep.rows.map(({ path }) => path))
    for (const { path } of deep.rows.filter(({ depth }) => depth > 1))
      expect(paths).toContain(path.slice(0, path.lastIndexOf('/')))
  })
})
