import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRunFolder, removeAbandoned } from '../../../../scripts/machines/qemu/run-folder.ts'

let runs: string

describe('folders of running machines', () => {
  beforeEach(async () => {
    runs = await mkdtemp(join(tmpdir(), 'runs-'))
  })
  afterEach(() => rm(runs, { recursive: true }))

  it('stay while the process that made them lives', async () => {
    const run = await makeRunFolder(runs)
    await removeAbandoned(runs)
    expect(await readdir(runs)).toEqual([
      basename(dirname(run.disk)),
    ])
    await run.remove()
    expect(await readdir(runs)).toEqual([])
  })

  it('go when the number of their process belongs to another one', async () => {
    const run = await makeRunFolder(runs)
    await writeFile(join(dirname(run.disk), 'owner'), 'before this one began')
    await removeAbandoned(runs)
    expect(await readdir(runs)).toEqual([])
  })
})
