import type { DemoReport } from './rehearse-demos.ts'
import { verdictWords } from './demo-table.ts'

/** What XML 1.0 cannot hold, not even escaped (section 2.2): control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\0-\x08\v\f\x0E-\x1F\uFFFE\uFFFF\p{Surrogate}]/gu

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Text as it may stand in an attribute or between tags; what XML cannot hold becomes `�`. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, '�').replace(/[&<>"\t\n\r]/g, character => entities[character]!)
}

export interface JUnitOptions {
  /** Kind of machine. */
  machine: string
  date: Date
  /** The command that shows a demo's failure again. */
  reproduce: (demo: string) => string
}

/** A rehearsal as JUnit XML, which continuous integration servers read: a test case per run of a demo. */
export function formatJUnit(reports: readonly DemoReport[], { machine, date, reproduce }: JUnitOptions): string {
  const cases = reports.flatMap(report => report.verdict === 'elsewhere'
    ? [
        testCase(report.demo, 0, `<skipped message="${escapeXml(verdictWords(report))}"/>`),
      ]
    : report.runs.map(({ seconds, failure }, index) => testCase(
        report.runs.length === 1
          ? report.demo
          : `${report.demo}, time ${index + 1}`,
        seconds,
        failure === undefined
          ? ''
          : `<failure message="${escapeXml(failure.split('\n')[0]!)}">${escapeXml(`${failure}\nReproduce it: ${reproduce(report.demo)}`)}</failure>`,
      )))
  const runs = reports.flatMap(report => report.runs)
  const counts = [
    ['tests', cases.length],
    ['failures', runs.filter(({ failure }) => failure !== undefined).length],
    ['skipped', cases.length - runs.length],
    [
      'time',
      runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
    ],
  ].map(([name, value]) => `${name}="${value}"`).join(' ')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `<testsuite name="demos on the ${escapeXml(machine)} machine" timestamp="${date.toISOString().slice(0, 19)}" ${counts}>`,
    ...cases,
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(name: string, seconds: number, content: string): string {
  const head = `<testcase classname="demos" name="${escapeXml(name)}" time="${seconds.toFixed(3)}"`
  return content === ''
    ? `${head}/>`
    : `${head}>${content}</testcase>`
}
