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

/** The embedded machine, and the full one where it is there; where it is not, says why. */
export async function benchMachines({ report }: Pick<BenchmarkContext, 'report'>): Promise<BenchMachine[]> {
  const embedded = { name: 'embedded', factory: await createLiveMachineFactory('embedded') }
  try {
    const host = await findQemuHost()
    return [
      embedded,
      {
        name: `qemu (${host.accelerator.name})`,
        factory: await createQemuFactory(host),
        host,
      },
    ]
  }
  catch (error) {
    report(`without the full machine: ${(error as Error).message}`)
    return [embedded]
  }
}
