import type { RehearsalReport } from '../../../scripts/rehearsal/write-report.ts'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escapeXml, formatJUnit } from '../../../scripts/rehearsal/junit.ts'
import { writeReport } from '../../../scripts/rehearsal/write-report.ts'
import { demoReport, demoRun } from '../../fixtures/demo-report.ts'

const failure = 'red, step 2 of 4 (host: echo "<&>"): no.\nLast screen of "host":\n\u001B[1m~# \u0000'
const report: RehearsalReport = {
  machine: 'embedded',
  date: new Date('2026-01-02T03:04:05.678Z'),
  reproduce: demo => `npm run rehearse -- --demo ${demo}`,
  demos: [
    demoReport(),
    demoReport({
      demo: 'red',
      verdict: 'failed',
      runs: [
        demoRun({ seconds: 1 }),
        demoRun({ failure }),
      ],
    }),
    demoReport({
      demo: 'far',
      verdict: 'elsewhere',
      machines: ['qemu'],
      runs: [],
    }),
  ],
  chapters: {
    meetup: [
      {
        title: 'Kernel',
        slides: 1,
        seconds: 60,
        budget: 90,
      },
    ],
  },
}

describe('text in XML', () => {
  it('is escaped, line ends in attributes included', () => {
    expect(escapeXml('<a b="c">\n& \'d\'')).toBe('&lt;a b=&quot;c&quot;&gt;&#10;&amp; \'d\'')
  })

  it('loses what XML cannot hold, and nothing else', () => {
    expect(escapeXml('\u001B[1m\u0000\uFFFF\uD83D.')).toBe('�[1m���.')
    expect(escapeXml('é 容器 🐳')).toBe('é 容器 🐳')
  })
})

it('a report in JUnit XML has a case per run, with failures and what was skipped', () => {
  const counts = 'tests="4" failures="1" skipped="1" time="6.000"'
  const text = 'red, step 2 of 4 (host: echo &quot;&lt;&amp;&gt;&quot;): no.&#10;Last screen of &quot;host&quot;:&#10;�[1m~# �'
  expect(formatJUnit(report.demos, report).split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `<testsuite name="demos on the embedded machine" timestamp="2026-01-02T03:04:05" ${counts}>`,
    '<testcase classname="demos" name="test-demo" time="2.500"/>',
    '<testcase classname="demos" name="red, time 1" time="1.000"/>',
    `<testcase classname="demos" name="red, time 2" time="2.500"><failure message="red, step 2 of 4 (host: echo &quot;&lt;&amp;&gt;&quot;): no.">${text}&#10;Reproduce it: npm run rehearse -- --demo red</failure></testcase>`,
    '<testcase classname="demos" name="far" time="0.000"><skipped message="not on this machine, only on qemu"/></testcase>',
    '</testsuite>',
    '</testsuites>',
    '',
  ])
})

describe('a report', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  it('is written in both formats into a folder, which is made', async () => {
    const target = join(folder, 'deep', 'down')
    expect(await writeReport(target, report)).toEqual([
      join(target, 'rehearsal.xml'),
      join(target, 'rehearsal.json'),
    ])
    expect((await readdir(target)).sort()).toEqual(['rehearsal.json', 'rehearsal.xml'])
    expect(await readFile(join(target, 'rehearsal.xml'), 'utf8')).toBe(formatJUnit(report.demos, report))
    const json = JSON.parse(await readFile(join(target, 'rehearsal.json'), 'utf8')) as { demos: unknown[] }
    expect(json).toMatchObject({ machine: 'embedded', date: '2026-01-02T03:04:05.678Z', chapters: report.chapters })
    expect(json.demos).toEqual([
      report.demos[0],
      { ...report.demos[1], reproduce: 'npm run rehearse -- --demo red' },
      report.demos[2],
    ])
  })

  it.each([
    ['out.xml', /^<\?xml/],
    ['out.json', /^\{/],
  ])('is written to the file %s alone where one is named', async (name, content) => {
    const file = join(folder, 'files', name)
    expect(await writeReport(file, report)).toEqual([file])
    expect(await readFile(file, 'utf8')).toMatch(content)
  })
})
