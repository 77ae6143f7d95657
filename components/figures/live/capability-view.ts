import type { KernelSample, ProcessSample } from '../../../scripts/probe/sample.ts'
import { capabilityNames } from './capability-names.ts'
import { hostProcess } from './host-process.ts'
import { isShell } from './is-shell.ts'
import { talkProcesses } from './kit-processes.ts'
import { earlierSample } from './sample-history.ts'

const SETS = [
  'permitted',
  'effective',
  'inheritable',
  'bounding',
  'ambient',
] as const

/** One capability in one set: there, not there, or lost a moment ago. */
export type CapabilityBit = 'has' | 'lost' | 'lacks'

export interface CapabilityView {
  process: ProcessSample
  sets: readonly { name: string, bits: readonly CapabilityBit[], count: number }[]
  /** Names of the effective ones, or of what is missing where that is shorter to say. */
  names: readonly string[]
  saying: 'all' | 'none' | 'only' | 'all but'
}

/** The privileges of the process that matters; undefined where there is no process. */
export function capabilityView(samples: readonly KernelSample[]): CapabilityView | undefined {
  const process = processThatMatters(samples.at(-1))
  if (!process)
    return undefined
  const before = processThatMatters(earlierSample(samples))
  const has = (owner: ProcessSample, set: typeof SETS[number], bit: number): boolean => (BigInt(`0x${owner.capabilities[set]}`) >> BigInt(bit) & 1n) === 1n
  const effective = capabilityNames.filter((_, bit) => has(process, 'effective', bit))
  const missing = capabilityNames.filter(name => !effective.includes(name))
  return {
    process,
    sets: SETS.map((name) => {
      const bits = capabilityNames.map((_, bit): CapabilityBit => {
        if (has(process, name, bit))
          return 'has'
        return before && has(before, name, bit)
          ? 'lost'
          : 'lacks'
      })
      return { name, bits, count: bits.filter(bit => bit === 'has').length }
    }),
    ...missing.length < effective.length
      ? {
          names: missing,
          saying: missing.length === 0
            ? 'all'
            : 'all but',
        }
      : {
          names: effective,
          saying: effective.length === 0
            ? 'none'
            : 'only',
        },
  }
}

/**
 * Of the processes whose privileges are not init's, those like the newest; of these the oldest, because a shell matters more than what it
 * just runs. Where all are like init, the newest shell.
 */
function processThatMatters(sample: KernelSample | undefined): ProcessSample | undefined {
  const processes = talkProcesses(sample?.processes ?? []).filter(({ state }) => state !== 'Z').toSorted((a, b) => b.pid - a.pid)
  const init = hostProcess(processes)
  if (!init)
    return undefined
  const newest = processes.find(process => privileges(process) !== privileges(init))
  return newest
    ? processes.findLast(process => privileges(process) === privileges(newest))
    : processes.find(isShell) ?? init
}

function privileges({ capabilities, seccomp, noNewPrivileges }: ProcessSample): string {
  return JSON.stringify([
    capabilities,
    seccomp,
    noNewPrivileges,
  ])
}
