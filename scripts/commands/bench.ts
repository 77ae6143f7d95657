import type { ArgsDef } from 'citty'
import type { Benchmark } from '../bench/benchmark.ts'
import type { Figure } from '../bench/figure.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { arch, cpus, release, totalmem, type } from 'node:os'
import { dirname } from 'node:path'
import process from 'node:process'
import { defineCommand } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { figureTable } from '../bench/figure.ts'
import { assertCommandLine } from '../cli/command-line.ts'
import { outputFile } from '../cli/option-path.ts'
import { assertSshUrl } from '../machines/ssh/ssh-url.ts'

/** By name, in the order in which all are run. Each is loaded when it is measured. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  start: () => import('../bench/start-bench.ts').then(module => module.startBenchmark),
  machines: () => import('../bench/machines-bench.ts').then(module => module.machinesBenchmark),
  beginnings: () => import('../bench/beginnings-bench.ts').then(module => module.beginningsBenchmark),
  back: () => import('../bench/back-bench.ts').then(module => module.backBenchmark),
  figures: () => import('../bench/figures-bench.ts').then(module => module.figuresBenchmark),
  echo: () => import('../bench/echo-bench.ts').then(module => module.echoBenchmark),
  flood: () => import('../bench/flood-bench.ts').then(module => module.floodBenchmark),
  idle: () => import('../bench/idle-bench.ts').then(module => module.idleBenchmark),
  memory: () => import('../bench/memory-bench.ts').then(module => module.memoryBenchmark),
  switch: () => import('../bench/switch-bench.ts').then(module => module.switchBenchmark),
  script: () => import('../bench/script-bytes-bench.ts').then(module => module.scriptBytesBenchmark),
  export: () => import('../bench/export-bench.ts').then(module => module.exportBenchmark),
  site: () => import('../bench/site-bench.ts').then(module => module.siteBenchmark),
  rehearsal: () => import('../bench/rehearsal-bench.ts').then(module => module.rehearsalBenchmark),
}
const names = Object.keys(benchmarks)
const DEFAULT_RUNS = '5'

const options = {
  benchmark: { type: 'positional', description: `One of: ${names.join(', ')} (default: all)`, required: false },
  runs: { type: 'string', description: 'How often each thing is measured', default: DEFAULT_RUNS },
  host: { type: 'string', valueHint: 'ssh://root@host[:port]', description: 'A host whose machine is measured beside the others' },
  json: { type: 'string', description: 'File to write figures and samples to' },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'bench', description: 'Measure start, machines, kept beginnings, steps back, figures, echo, floods, idle cost, memory, script size, export, the published site and rehearsal on this computer.' },
  args: options,
  async run({ args, rawArgs }) {
    assertCommandLine({ args, rawArgs }, options, 'npm run bench')
    const runs = Number(args.runs)
    if (!Number.isInteger(runs) || runs < 1 || runs > 100)
      throw new UsageError(`--runs must be a number from 1 to 100, not "${args.runs}".`)
    if (args.benchmark !== undefined && !names.includes(args.benchmark))
      throw new UsageError(`There is no benchmark "${args.benchmark}". There are: ${names.join(', ')}.`)
    if (args.host !== undefined)
      assertSshUrl(args.host)
    const json = args.json === undefined
      ? undefined
      : await outputFile('json', args.json)

    const machine = describeComputer()
    console.log(`${machine}\n`)
    const figures: Figure[] = []
    for (const name of names.filter(name => args.benchmark === undefined || name === args.benchmark)) {
      const benchmark = await benchmarks[name]!()
      console.error(`· ${benchmark.description}`)
      figures.push(...await benchmark.measure({
        runs,
        ...args.host !== undefined && { host: args.host },
        report: text => console.error(`  ${text}`),
      }))
    }
    console.log(`\n${figureTable(figures)}`)
    if (json !== undefined) {
      await mkdir(dirname(json), { recursive: true })
      await writeFile(json, `${JSON.stringify({
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
