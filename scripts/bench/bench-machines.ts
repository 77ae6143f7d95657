import type { LiveMachineFactory } from '../machines/machine.ts'
import type { QemuHost } from '../machines/qemu/qemu-host.ts'
import type { BenchmarkContext } from './benchmark.ts'
import { createLiveMachineFactory } from '../machines/machine-factory.ts'
import { createQemuFactory } from '../machines/qemu/create-qemu-factory.ts'
import { findQemuHost } from '../machines/qemu/qemu-host.ts'

/** A kind of machine that this computer can run, as benchmarks name it. */
export interface BenchMachine {
  name: string
  factory: LiveMachineFactory
  /** Of the full machine. */
  host?: QemuHost
}

/** The embedded machine, the full one where it is there, and that of a host where one is named; says why there is no full one. */
export async function benchMachines({ report, host: url }: Pick<BenchmarkContext, 'report' | 'host'>): Promise<BenchMachine[]> {
  const machines: BenchMachine[] = [
    { name: 'embedded', factory: await createLiveMachineFactory('embedded') },
  ]
  try {
    const host = await findQemuHost()
    machines.push({
      name: `qemu (${host.accelerator.name})`,
      factory: await createQemuFactory(host),
      host,
    })
  }
  catch (error) {
    report(`without the full machine: ${(error as Error).message}`)
  }
  if (url !== undefined)
    machines.push({ name: 'ssh', factory: await createLiveMachineFactory(url) })
  return machines
}
