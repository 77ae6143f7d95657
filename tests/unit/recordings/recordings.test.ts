import type { DemoDefinition } from '../../../demos/define.ts'
import type { DemoCatalogue } from '../../../scripts/engine/demo-catalogue.ts'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { definitionHash } from '../../../scripts/recordings/definition-hash.ts'
import { checkRecordings, freshRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { writeRecording } from '../../../scripts/recordings/write-recording.ts'
import { rehearseDemo } from '../../../scripts/rehearsal/rehearse-demo.ts'
import { testDemo } from '../../fixtures/demo.ts'

let folder: string

function catalogueOf(overrides: Partial<DemoDefinition> = {}): DemoCatalogue {
  return new Map([
    [
      'test-demo',
      testDemo(overrides),
    ],
  ])
}
async function record(): Promise<void> {
  const { recorded } = await rehearseDemo({
    catalogue: catalogueOf(),
    demo: 'test-demo',
    createMachine: () => new LocalMachine(),
  })
  await writeRecording(folder, recorded!)
}
async function state(overrides?: Partial<DemoDefinition>): Promise<string> {
  return (await checkRecordings(folder, catalogueOf(overrides))).get('test-demo')!.state
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('recordings on disk', () => {
  it('are missing, then fresh, and stale once the demo has changed', async () => {
    expect(await state()).toBe('missing')
    await record()
    expect(await state()).toBe('fresh')
    expect(await state({ setup: 'true' })).toBe('stale')
    expect(await state({
      steps: [
        {
          pane: 'host',
          type: 'true',
          expect: { output: /^$/ },
        },
      ],
    })).toBe('stale')
    expect(freshRecordings(await checkRecordings(folder, catalogueOf({ setup: 'true' }))).size).toBe(0)
  })

  it('stay fresh when only the words around the demo change', async () => {
    await record()
    expect(await state({
      title: 'Another title',
      steps: [
        {
          pane: 'host',
          type: 'true',
          cue: 'Say this.',
          presses: 2,
        },
      ],
    })).toBe('fresh')
  })

  it('say who made them and where', async () => {
    await record()
    const recording = freshRecordings(await checkRecordings(folder, catalogueOf())).get('test-demo')!
    expect(recording.kernel).toMatch(/^Linux \d/)
    expect(recording.hash).toBe(definitionHash([
      testDemo(),
    ]))
    expect(Date.now() - Date.parse(recording.date)).toBeLessThan(60_000)
  })

  it('are named when a pane is missing or damaged', async () => {
    await record()
    const path = join(folder, 'test-demo', 'other.cast')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.slice(0, -4))
    expect((await checkRecordings(folder, catalogueOf())).get('test-demo')).toMatchObject({
      state: 'stale',
      problem: expect.stringContaining('demos/recordings/test-demo/other.cast, line'),
    })
    await rm(path)
    expect((await checkRecordings(folder, catalogueOf())).get('test-demo')).toMatchObject({
      problem: 'demos/recordings/test-demo/other.cast is missing.',
    })
  })

  it('replace those before, and leave nothing else behind', async () => {
    await record()
    await writeFile(join(folder, 'test-demo', 'gone.cast'), '')
    await record()
    expect(await readdir(folder)).toEqual(['test-demo'])
    expect((await readdir(join(folder, 'test-demo'))).sort()).toEqual(['host.cast', 'other.cast'])
  })
})

describe('the hash of a definition', () => {
  it('covers the demos that come before', () => {
    expect(definitionHash([
      testDemo(),
    ])).not.toBe(definitionHash([
      testDemo({ id: 'earlier' }),
      testDemo(),
    ]))
  })

  it('says nothing of what is only told or printed', () => {
    const plain = testDemo()
    expect(definitionHash([
      testDemo({
        title: 'Another title',
        print: [1],
      }),
    ])).toBe(definitionHash([plain]))
    const file = {
      pane: 'host',
      file: 'one.go',
      text: 'package main',
      path: '/root/one.go',
    }
    expect(definitionHash([
      {
        ...plain,
        steps: [
          { ...file, tells: /main/ },
        ],
      },
    ])).toBe(definitionHash([
      {
        ...plain,
        steps: [file],
      },
    ]))
  })

  it('tells regular expressions apart', () => {
    const hash = (output: RegExp): string => definitionHash([
      testDemo({
        steps: [
          {
            pane: 'host',
            type: 'true',
            expect: { output },
          },
        ],
      }),
    ])
    expect(hash(/a/)).not.toBe(hash(/b/))
    expect(hash(/a/)).not.toBe(hash(/a/i))
  })
})
