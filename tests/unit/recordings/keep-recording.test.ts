import type { Cast } from '../../../scripts/engine/asciicast.ts'
import type { RecordedRun } from '../../../scripts/engine/recorder.ts'
import type { ResolvedDemo } from '../../../scripts/engine/resolve-demo.ts'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { definitionHash } from '../../../scripts/recordings/definition-hash.ts'
import { createRecordingKeeper } from '../../../scripts/recordings/keep-recording.ts'
import { orphanedRecordings, removeOrphanedRecordings } from '../../../scripts/recordings/orphaned-recordings.ts'
import { checkRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { writeRecording } from '../../../scripts/recordings/write-recording.ts'
import { testDemo } from '../../fixtures/demo.ts'

const demo = testDemo()
const changed = testDemo({
  steps: [
    { pane: 'host', type: 'false' },
  ],
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** What a green rehearsal of the demo may have recorded at that second. */
function run(recorded: ResolvedDemo, timestamp: number): RecordedRun {
  return {
    casts: recorded.panes.map(({ name, columns, rows }) => ({
      header: {
        version: 3,
        term: { cols: columns, rows },
        timestamp,
        title: recorded.title,
        demo: {
          id: recorded.id,
          pane: name,
          machine: 'embedded',
          kernel: 'Linux',
          hash: definitionHash([recorded]),
        },
      },
      events: [
        { interval: 0, code: 'o', data: '# ' },
        { interval: 1, code: 'm', data: 'true' },
      ],
    })),
  }
}

async function timestamp(): Promise<number> {
  const text = await readFile(join(folder, 'test-demo', 'host.cast'), 'utf8')
  return (JSON.parse(text.split('\n')[0]!) as Cast['header']).timestamp
}

describe('a green rehearsal', () => {
  const keep = async (of: ResolvedDemo, taken: RecordedRun | undefined, always = false): Promise<string> =>
    await createRecordingKeeper({
      folder,
      catalogue: new Map([
        [of.id, of],
      ]),
      always,
    }).keep(of.id, taken)

  it('is recorded where there is no recording, and then no more', async () => {
    expect(await keep(demo, run(demo, 1))).toBe('written')
    expect((await readdir(join(folder, 'test-demo'))).sort()).toEqual(['host.cast', 'other.cast'])
    expect(await keep(demo, run(demo, 2))).toBe('fresh')
    expect(await timestamp()).toBe(1)
  })

  it('is recorded where the recording is of another version of the demo', async () => {
    await keep(demo, run(demo, 1))
    const [old] = await checkRecordings(folder, new Map([
      ['test-demo', changed],
    ]))
    expect(old).toEqual([
      'test-demo',
      {
        state: 'stale',
        problem: expect.stringContaining('demos/test-demo.ts has changed') as string,
      },
    ])
    expect(await keep(changed, run(changed, 2))).toBe('written')
    expect(await timestamp()).toBe(2)
  })

  it('is recorded in any case where that is wanted', async () => {
    await keep(demo, run(demo, 1))
    expect(await keep(demo, run(demo, 2), true)).toBe('written')
    expect(await timestamp()).toBe(2)
  })
})

it('a rehearsal that failed leaves the recording as it was, and says how it stands', async () => {
  const keeper = (of: ResolvedDemo): ReturnType<typeof createRecordingKeeper> =>
    createRecordingKeeper({
      folder,
      catalogue: new Map([
        [of.id, of],
      ]),
      always: true,
    })
  expect(await keeper(demo).keep('test-demo', undefined)).toBe('missing')
  await keeper(demo).keep('test-demo', run(demo, 1))
  expect(await keeper(demo).keep('test-demo', undefined)).toBe('fresh')
  expect(await keeper(changed).keep('test-demo', undefined)).toBe('stale')
  expect(await timestamp()).toBe(1)
})

describe('recordings whose demo is gone', () => {
  const catalogue = new Map([
    ['test-demo', demo],
  ])

  it('are found and removed, with what an interrupted write left behind', async () => {
    await writeRecording(folder, run(testDemo({ id: 'gone' }), 1))
    await writeRecording(folder, run(demo, 1))
    await cp(join(folder, 'test-demo'), join(folder, '.test-demo.new'), { recursive: true })
    await writeFile(join(folder, 'README.md'), '')
    expect(await orphanedRecordings(folder, catalogue)).toEqual(['.test-demo.new', 'gone'])
    expect(await removeOrphanedRecordings(folder, catalogue)).toEqual(['.test-demo.new', 'gone'])
    expect((await readdir(folder)).sort()).toEqual(['README.md', 'test-demo'])
  })

  it.each<[string, (gone: string) => Promise<unknown>]>([
    [
      'it holds a file of somebody else',
      gone => writeFile(join(gone, 'cat.mp4'), 'a cat'),
    ],
    [
      'it holds a folder',
      gone => mkdir(join(gone, 'pictures')),
    ],
    [
      'it holds a link',
      gone => symlink(join(gone, '..'), join(gone, 'link.cast')),
    ],
    [
      'a cast of it was recorded by another program',
      gone => writeFile(join(gone, 'host.cast'), '{"version":3,"term":{"cols":80,"rows":24}}\n'),
    ],
    [
      'a cast of it is of another demo',
      gone => cp(join(folder, 'test-demo', 'host.cast'), join(gone, 'host.cast')),
    ],
    [
      'it is empty',
      async (gone) => {
        await rm(gone, { recursive: true })
        await mkdir(gone)
      },
    ],
  ])('are left alone where %s', async (_, change) => {
    await writeRecording(folder, run(demo, 1))
    await writeRecording(folder, run(testDemo({ id: 'gone' }), 1))
    await change(join(folder, 'gone'))
    const before = await readdir(join(folder, 'gone'))
    expect(await removeOrphanedRecordings(folder, catalogue)).toEqual([])
    expect(await readdir(join(folder, 'gone'))).toEqual(before)
  })

  it('are none where nothing was ever recorded', async () => {
    expect(await orphanedRecordings(join(folder, 'nowhere'), catalogue)).toEqual([])
  })
})
