import type { Machine, Shell } from '../machines/machine.ts'
import type { BenchMachine } from './bench-machines.ts'
import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { sum } from '../base/sum.ts'
import { builtImage } from '../machines/embedded/create-embedded-machine.ts'
import { BASE_CHECKPOINT } from '../machines/machine.ts'
import { baseDisk, makeBaseDisk } from '../machines/qemu/base-disk.ts'
import { imageFiles } from '../machines/qemu/manifest.ts'
import { QemuMachine } from '../machines/qemu/qemu-machine.ts'
import { benchMachines } from './bench-machines.ts'
import { cpuShare } from './cpu-share.ts'
import { PROMPT_READY } from './prompt-ready.ts'
import { shown } from './shown.ts'

const RESETS_PER_RUN = 3
const KEYS_PER_RUN = 40
const IDLE_MS = 3_000
const MEBIBYTE = 2 ** 20
/** Times of a process in `/proc/PID/stat` are in these (sysconf(3), `_SC_CLK_TCK`; 100 on all that Node runs on). */
const TICKS_PER_SECOND = 100

/** How long each machine that this computer can run takes to be there and to be as new, and what it costs. */
export const machinesBenchmark: Benchmark = {
  name: 'machines',
  description: 'image, cold boot, start, reset, new shell, echo, idle CPU and memory of every machine that runs here',
  async measure(context) {
    const figures: Figure[] = []
    for (const machine of await benchMachines(context))
      figures.push(...await imageFigures(machine, context), ...await machineFigures(machine, context))
    return figures
  },
}

async function imageFigures({ name, host, factory }: BenchMachine, { report }: BenchmarkContext): Promise<Figure[]> {
  if (factory.kind === 'ssh')
    return []
  const files = host
    ? imageFiles.map(file => join(host.image.folder, file))
    : (await readdir(builtImage.folder)).map(file => join(builtImage.folder, file))
  const figures: Figure[] = [
    {
      name: `${name}: image`,
      unit: 'MiB',
      samples: [await sizeOf(files)],
    },
  ]
  if (!host)
    return figures
  const { seconds } = host.image.manifest
  if (seconds !== undefined) {
    figures.push({
      name: `${name}: image, made`,
      unit: 's',
      samples: [seconds],
    })
  }
  report(`machines: ${name} boots`)
  await rm(baseDisk(host), { force: true })
  const begin = performance.now()
  await makeBaseDisk(host, new AbortController().signal)
  return [
    ...figures,
    {
      name: `${name}: cold boot and snapshot`,
      unit: 's',
      samples: [(performance.now() - begin) / 1000],
    },
  ]
}

/** MiB. */
async function sizeOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async file => (await stat(file)).size))
  return sum(sizes) / MEBIBYTE
}

async function machineFigures({ name, factory }: BenchMachine, { runs, report }: BenchmarkContext): Promise<Figure[]> {
  const starts: number[] = []
  const resets: number[] = []
  const shells: number[] = []
  const echoes: number[] = []
  const shares: number[] = []
  const memory: number[] = []
  for (let run = 1; run <= runs; run++) {
    report(`machines: ${name} ${run} of ${runs}`)
    const machine = factory.create()
    const before = ownMemory()
    try {
      starts.push(await timed(async () => {
        await machine.start(new AbortController().signal)
        await openPrompt(machine)
      }))
      shells.push(await timed(() => openPrompt(machine)))
      echoes.push(await echo(await openPrompt(machine)))
      // What a host has to give is not ours to measure.
      if (factory.kind !== 'ssh') {
        shares.push(await idleShare(machine))
        memory.push(machine instanceof QemuMachine
          ? await residentMemory(machine.pid!)
          : (ownMemory() - before) / MEBIBYTE)
      }
      for (let reset = 0; reset < RESETS_PER_RUN; reset++) {
        resets.push(await timed(async () => {
          await machine.restore(BASE_CHECKPOINT)
          await openPrompt(machine)
        }))
      }
    }
    finally {
      await machine.stop()
    }
  }
  const isEmbedded = factory.kind === 'embedded'
  const figures: Figure[] = [
    {
      name: `${name}: start from the saved state → prompt`,
      unit: 'ms',
      samples: starts,
      ...isEmbedded && { aim: 600 },
    },
    {
      name: `${name}: reset → prompt`,
      unit: 'ms',
      samples: resets,
      ...isEmbedded && { aim: 300 },
    },
    { name: `${name}: second shell → prompt`, unit: 'ms', samples: shells },
    { name: `${name}: key → echo at the server`, unit: 'ms', samples: echoes },
    { name: `${name}: idle CPU, running`, unit: '% of one core', samples: shares },
    { name: `${name}: memory on top of the server's`, unit: 'MiB', samples: memory },
  ]
  return figures.filter(({ samples }) => samples.length > 0)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

async function openPrompt(machine: Machine): Promise<Shell> {
  const shell = await machine.openShell({ columns: 80, rows: 20 })
  await shown(shell, PROMPT_READY)
  return shell
}

/** Milliseconds per key, each typed when the one before it has come back. */
async function echo(shell: Shell): Promise<number> {
  return await timed(async () => {
    for (let key = 0; key < KEYS_PER_RUN; key++) {
      const back = shown(shell, 'z')
      shell.write('z')
      await back
    }
  }) / KEYS_PER_RUN
}

/** Of QEMU's own process, or of this one, in whose threads the emulator runs. */
async function idleShare(machine: Machine): Promise<number> {
  await setTimeout(IDLE_MS)
  return machine instanceof QemuMachine
    ? await cpuShare(IDLE_MS, () => processSeconds(machine.pid!))
    : await cpuShare(IDLE_MS)
}

async function processSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The command may have blanks and brackets; user and system time are the 12th and 13th after it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** MiB. */
async function residentMemory(pid: number): Promise<number> {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))!
  return Number(kibibytes) / 1024
}

/** Bytes of this process with all its threads and buffers. */
function ownMemory(): number {
  return process.memoryUsage.rss()
}
