import type { ArgsDef } from 'citty'
import type { Benchmark } from '../bench/benchmark.ts'
import type { Figure } from '../bench/figure.ts'
import { writeFile } from 'node:fs/promises'
import { arch, cpus, release, totalmem, type } from 'node:os'
import process from 'node:process'
import { defineCommand } from 'citty'
import { echoBenchmark } from '../bench/echo-bench.ts'
import { exportBenchmark } from '../bench/export-bench.ts'
import { figureTable } from '../bench/figure.ts'
import { figuresBenchmark } from '../bench/figures-bench.ts'
import { floodBenchmark } from '../bench/flood-bench.ts'
import { idleBenchmark } from '../bench/idle-bench.ts'
import { machinesBenchmark } from '../bench/machines-bench.ts'
import { rehearsalBenchmark } from '../bench/rehearsal-bench.ts'
import { scriptBytesBenchmark } from '../bench/script-bytes-bench.ts'
import { siteBenchmark } from '../bench/site-bench.ts'
import { startBenchmark } from '../bench/start-bench.ts'
import { switchBenchmark } from '../bench/switch-bench.ts'
import { assertKnownOptions } from '../known-options.ts'
import { UsageError } from '../usage-error.ts'

const benchmarks: readonly Benchmark[] = [
  startBenchmark,
  machinesBenchmark,
  figuresBenchmark,
  echoBenchmark,
  floodBenchmark,
  idleBenchmark,
  switchBenchmark,
  scriptBytesBenchmark,
  exportBenchmark,
  siteBenchmark,
  rehearsalBenchmark,
]
const names = benchmarks.map(({ name }) => name)
const DEFAULT_RUNS = '5'

const options = {
  benchmark: { type: 'positional', description: `One of: ${names.join(', ')} (default: all)`, required: false },
  runs: { type: 'string', description: 'How often each thing is measured', default: DEFAULT_RUNS },
  host: { type: 'string', valueHint: 'ssh://root@host[:port]', description: 'A host whose machine is measured beside the others' },
  json: { type: 'string', description: 'File to write figures and samples to' },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'bench', description: 'Measure start, machines, figures, echo, floods, idle cost, script size, export, the published site and rehearsal on this computer.' },
  args: options,
  async run({ args }) {
    assertKnownOptions(args, options, 'npm run bench')
    const runs = Number(args.runs)
    if (!Number.isInteger(runs) || runs < 1 || runs > 100)
      throw new UsageError(`--runs must be a number from 1 to 100, not "${args.runs}".`)
    if (args.benchmark !== undefined && !names.includes(args.benchmark))
      throw new UsageError(`There is no benchmark "${args.benchmark}". There are: ${names.join(', ')}.`)

    const machine = describeComputer()
    console.log(`${machine}\n`)
    const figures: Figure[] = []
    for (const benchmark of benchmarks.filter(({ name }) => args.benchmark === undefined || name === args.benchmark)) {
      console.error(`· ${benchmark.description}`)
      figures.push(...await benchmark.measure({
        runs,
        ...args.host !== undefined && { host: args.host },
        report: text => console.error(`  ${text}`),
      }))
    }
    console.log(`\n${figureTable(figures)}`)
    if (args.json !== undefined) {
      await writeFile(args.json, `${JSON.stringify({
        machine,
        date: new Date().toISOString(),
        figures,
      }, null, 2)}\n`)
    }
    process.exit(0)
  },
})

function describeComputer(): string {
  const [first] = cpus()
  return `${type()} ${release()} ${arch()}, ${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
}
