import { describe, expect, it } from 'vitest'
import { parseClockTime } from '../../../scripts/deck/parse-clock-time.ts'
import { formatClockTime } from '../../../scripts/protocol/clock-time.ts'
import { chapterRemarks, chapterTable } from '../../../scripts/rehearsal/chapter-table.ts'
import { demoTable, failureTexts } from '../../../scripts/rehearsal/demo-table.ts'
import { reproduceCommand } from '../../../scripts/rehearsal/reproduce-command.ts'
import { demoReport, demoRun } from '../../fixtures/demo-report.ts'

describe('a time', () => {
  it.each([
    ['0:05', 5],
    ['4:30', 270],
    ['110:00', 6600],
    ['1:02:03', 3723],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseClockTime(text, 'here')).toBe(seconds)
  })

  it.each([
    '',
    '4',
    '4:3',
    '4:300',
    '-4:30',
    'soon',
    undefined,
  ])('%s is none', (text) => {
    expect(() => parseClockTime(text, 'here')).toThrow(/^here: ".*" is not a time/)
  })

  it.each([
    [0, '0:00'],
    [59.6, '1:00'],
    [6600, '110:00'],
  ])('of %d seconds is written %s', (seconds, text) => {
    expect(formatClockTime(seconds)).toBe(text)
  })
})

describe('the table of demos', () => {
  it('has a line per demo in the order of the talk', () => {
    expect(demoTable([
      demoReport(),
      demoReport({
        demo: 'red',
        place: 'no slide yet',
        verdict: 'failed',
        runs: [
          demoRun({ green: 1, failure: 'red, step 2 of 4' }),
        ],
        recording: 'stale',
      }),
      demoReport({
        demo: 'far',
        verdict: 'elsewhere',
        machines: ['qemu'],
        runs: [],
        recording: 'missing',
      }),
      demoReport({
        demo: 'shaky',
        verdict: 'failed',
        runs: [
          demoRun({ seconds: 10 }),
          demoRun({ green: 3, failure: 'shaky, step 4 of 4', seconds: 20 }),
        ],
      }),
      demoReport({
        demo: 'steady',
        runs: [
          demoRun(),
          demoRun(),
        ],
        recording: 'written',
      }),
    ])).toEqual([
      'demo       on            steps  seconds  verdict                            recording',
      'test-demo  meetup 3        4/4      2.5  green                              fresh',
      'red        no slide yet    1/4      2.5  FAILED                             stale',
      'far        meetup 3        –/4        –  not on this machine, only on qemu  missing',
      'shaky      meetup 3        3/4     15.0  FAILED 1 of 2 times                fresh',
      'steady     meetup 3        4/4      2.5  green 2 of 2 times                 written',
    ])
  })

  it('is followed by every failure with the command that shows it again', () => {
    const red = demoReport({
      demo: 'red',
      verdict: 'failed',
      runs: [
        demoRun({ failure: 'red, step 2 of 4: no.\nLast screen of "host":\n~#' }),
      ],
    })
    const shaky = demoReport({
      demo: 'shaky',
      verdict: 'failed',
      runs: [
        demoRun(),
        demoRun({ failure: 'shaky, step 4 of 4: no.' }),
      ],
    })
    expect(failureTexts([
      demoReport(),
      red,
      shaky,
    ], demo => reproduceCommand(demo, {}))).toEqual([
      '✗ red, step 2 of 4: no.\nLast screen of "host":\n~#\nReproduce it: npm run rehearse -- --demo red',
      '✗ (time 2 of 2) shaky, step 4 of 4: no.\nReproduce it: npm run rehearse -- --demo shaky',
    ])
  })
})

it('a command that reproduces names what is not usual', () => {
  expect(reproduceCommand('red', { machine: 'qemu', demos: 'my demos' })).toBe('npm run rehearse -- --demo red --machine qemu --demos "my demos"')
  expect(reproduceCommand('red', { demos: '../own/demos' })).toBe('npm run rehearse -- --demo red --demos ../own/demos')
})

describe('the table of chapters', () => {
  const chapters = [
    {
      title: 'Why',
      slides: 2,
      seconds: 180,
      budget: 180,
    },
    {
      title: 'Kernel',
      slides: 11,
      seconds: 1200.4,
      budget: 1080,
    },
    {
      title: 'More',
      slides: 1,
      seconds: 30,
    },
  ]

  it('has the time of each beside its budget, and the whole talk', () => {
    expect(chapterTable(chapters)).toEqual([
      'chapter     slides   time  budget',
      'Why              2   3:00    3:00  0:00 left',
      'Kernel          11  20:00   18:00  2:00 over',
      'More             1   0:30       –  no budget',
      'whole talk      14  23:30   21:00  2:30 over',
    ])
  })

  it.each([
    [2700, '24:00 of the talk\'s 45:00 is in no chapter\'s budget.'],
    [1200, 'The chapters\' budgets are 1:00 longer than the talk (20:00, see slides/meetup.md).'],
  ])('is followed by what the budgets leave of a talk of %d seconds', (duration, remark) => {
    expect(chapterRemarks({ name: 'meetup', duration }, chapters)).toEqual([
      remark,
    ])
  })

  it('is followed by nothing where all is well', () => {
    expect(chapterRemarks({ name: 'meetup' }, chapters.slice(0, 1))).toEqual([])
  })
})
