import type { CgroupSample, PressureSample } from './sample.ts'
import { linesByFile, numbersByName } from './grep-lines.ts'

/** Reads the list of groups (`./`, `a/`, `a/b/`) and the lines of their files. */
export function parseCgroups(groups: readonly string[], lines: readonly string[]): CgroupSample[] {
  const files = linesByFile(lines)
  return groups.map((group) => {
    const read = (file: string): string[] | undefined => files.get(`${group}${file}`)
    const line = (file: string): string | undefined => read(file)?.[0]
    const words = (file: string): string[] => line(file)?.split(' ').filter(Boolean) ?? []
    const state = numbersByName(read('cgroup.events'))
    const memory = line('memory.current')
    const pids = line('pids.max')
    const cpu = line('cpu.max')
    const stat = numbersByName(read('cpu.stat'))
    const path = group === './'
      ? '/'
      : `/${group.replace(/\/$/, '')}`
    const pressure = Object.entries({
      cpu: read('cpu.pressure'),
      memory: read('memory.pressure'),
      io: read('io.pressure'),
    }).flatMap(([name, text]) => text
      ? [
          [
            name,
            parsePressure(text),
          ],
        ]
      : [])
    return {
      path,
      controllers: words('cgroup.controllers'),
      passedOn: words('cgroup.subtree_control'),
      // The root has no such file, and is never empty.
      populated: path === '/' || state.populated === 1,
      frozen: state.frozen === 1,
      ...memory === undefined
        ? {}
        : {
            memory: {
              current: Number(memory),
              max: limit(line('memory.max')),
              high: limit(line('memory.high')),
              events: numbersByName(read('memory.events')),
            },
          },
      ...pids === undefined
        ? {}
        : {
            pids: {
              current: Number(line('pids.current')),
              max: limit(pids),
              events: numbersByName(read('pids.events')),
            },
          },
      ...cpu === undefined
        ? {}
        : {
            cpu: {
              quota: limit(cpu.split(' ')[0]),
              period: Number(cpu.split(' ')[1]),
              weight: Number(line('cpu.weight') ?? 100),
              usage: stat.usage_usec ?? 0,
              periods: stat.nr_periods ?? 0,
              throttled: stat.nr_throttled ?? 0,
            },
          },
      pressure: Object.fromEntries(pressure) as CgroupSample['pressure'],
    }
  })
}

function limit(text: string | undefined): number | null {
  return text === undefined || text === 'max'
    ? null
    : Number(text)
}

/** Lines such as `some avg10=1.25 avg60=0.30 avg300=0.06 total=1234`. */
function parsePressure(lines: readonly string[]): PressureSample {
  const averages = Object.fromEntries(lines.map((line) => {
    const [kind = ''] = line.split(' ')
    return [
      kind,
      Number(/avg10=([\d.]+)/.exec(line)?.[1] ?? 0),
    ]
  }))
  return {
    some: averages.some ?? 0,
    ...averages.full === undefined
      ? {}
      : { full: averages.full },
  }
}
