import type { ProcessSample } from '../../../scripts/probe/sample.ts'

/** The process whose namespaces are the host's: number one of the machine, or else whichever comes nearest. */
export function hostProcess(processes: readonly ProcessSample[]): ProcessSample | undefined {
  return processes.find(({ pid }) => pid === 1) ?? processes.toSorted((a, b) => a.pid - b.pid)[0]
}
