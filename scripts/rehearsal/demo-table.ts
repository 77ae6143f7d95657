import type { DemoReport } from './rehearse-demos.ts'
import { textTable } from '../cli/text-table.ts'

const columns = [
  { head: 'demo' },
  { head: 'on' },
  { head: 'steps', right: true },
  { head: 'seconds', right: true },
  { head: 'verdict' },
  { head: 'recording' },
]

/** A line per demo in the order of the talk, below a line of heads. */
export function demoTable(reports: readonly DemoReport[]): string[] {
  return textTable(columns, reports.map((report) => {
    const { demo, place, steps, runs, recording } = report
    const green = Math.min(...runs.map(run => run.green))
    const ran = runs.length > 0
    return [
      demo,
      place,
      ran
        ? `${green}/${steps}`
        : `–/${steps}`,
      ran
        ? (runs.reduce((sum, { seconds }) => sum + seconds, 0) / runs.length).toFixed(1)
        : '–',
      verdictWords(report),
      recording,
    ]
  }))
}

/** The verdict on a demo in a few words. */
export function verdictWords({ verdict, runs, machines }: Pick<DemoReport, 'verdict' | 'runs' | 'machines'>): string {
  if (verdict === 'elsewhere')
    return `not on this machine, only on ${machines.join(' or ')}`
  const failed = runs.filter(({ failure }) => failure !== undefined)
  const times = runs.length > 1
    ? ` ${verdict === 'green'
      ? runs.length
      : failed.length} of ${runs.length} times`
    : ''
  return verdict === 'green'
    ? `green${times}`
    : `FAILED${times}`
}

/** Every failure with what was expected and seen, and the command that shows it again. */
export function failureTexts(reports: readonly DemoReport[], reproduce: (demo: string) => string): string[] {
  return reports.flatMap(({ demo, runs }) => runs.flatMap(({ failure }, index) => failure === undefined
    ? []
    : [
        [
          `✗ ${runs.length > 1
            ? `(time ${index + 1} of ${runs.length}) `
            : ''}${failure}`,
          `Reproduce it: ${reproduce(demo)}`,
        ].join('\n'),
      ]))
}
