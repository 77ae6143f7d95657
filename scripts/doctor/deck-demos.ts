import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { MachineKind } from '../machines/machine.ts'
import type { Finding } from './finding.ts'
import { canRun } from '../engine/can-run.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { checkRecordings } from '../recordings/read-recordings.ts'
import { recordingsFolder } from '../system/project-paths.ts'

/** A deck's demos: which of them the machine runs, and whether each could go on from a recording. */
export async function examineDemos(catalogue: DemoCatalogue, ids: readonly string[], kind: MachineKind): Promise<Finding[]> {
  const states = await checkRecordings(recordingsFolder, catalogue, ids)
  const dates: string[] = []
  const problems: Finding[] = []
  for (const [id, check] of states) {
    if (check.state === 'fresh') {
      dates.push(check.recording.date.slice(0, 10))
      continue
    }
    problems.push({
      grade: 'bad',
      topic: 'recordings',
      words: check.state === 'stale'
        ? check.problem
        : `${id} has no recording to go on from, should its machine fail.`,
      remedy: `npm run rehearse -- --demo ${id}`,
    })
  }
  dates.sort()
  const elsewhere = ids.filter(id => !canRun(demoChain(catalogue, id), kind))
  return [
    {
      grade: 'good',
      topic: 'recordings',
      words: `${dates.length} of ${ids.length} demos have a fresh one${dates.length > 0
        ? `, made from ${dates[0]} to ${dates.at(-1)}`
        : ''}`,
    },
    ...problems,
    elsewhere.length === 0
      ? { grade: 'good', topic: 'demos', words: `all ${ids.length} run on the ${kind} machine` }
      : { grade: 'note', topic: 'demos', words: `${ids.length - elsewhere.length} of ${ids.length} run on the ${kind} machine; these play their recordings: ${elsewhere.join(', ')}` },
  ]
}
