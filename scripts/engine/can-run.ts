import type { DemoMachineKind } from '../../demos/define.ts'
import type { MachineKind } from '../machines/machine.ts'
import type { ResolvedDemo } from './resolve-demo.ts'

/** What a machine counts as where demos name theirs: a host reached by ssh is a full Linux, like the full machine. */
const countsAs: Partial<Record<MachineKind, DemoMachineKind>> = {
  embedded: 'embedded',
  qemu: 'qemu',
  ssh: 'qemu',
}

/** Whether a machine of this kind can run the demo and all it comes after. */
export function canRun(chain: readonly ResolvedDemo[], kind: MachineKind): boolean {
  const wanted = countsAs[kind]
  return wanted !== undefined && chain.every(({ machines }) => machines.includes(wanted))
}
