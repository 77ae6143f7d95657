import type { Machine } from '../machines/machine.ts'
import type { KnownSums } from './parse-images.ts'
import type { KernelSample, SamplePart } from './sample.ts'
import { parseSample } from './parse-sample.ts'
import { probeScript } from './probe-script.ts'

/** Milliseconds after which a machine is not merely slow: an emulated one on a busy computer has been seen to take ten seconds. */
const TIMEOUT_MS = 60_000

/** Sums of the files of images, so that a large one is read once and not at every look. */
const sumsOf = new WeakMap<Machine, KnownSums>()

/**
 * Looks at a machine's kernel once, beside its shells and without touching them. Wakes a suspended machine.
 * @throws what `machine.run` throws, and Error when the machine lacks a program that the probe needs
 */
export async function takeSample(machine: Machine, parts: readonly SamplePart[], signal: AbortSignal): Promise<KernelSample> {
  const sums: KnownSums = sumsOf.get(machine) ?? new Map()
  sumsOf.set(machine, sums)
  const { stdout, stderr } = await machine.run(probeScript(parts, [
    ...sums.keys(),
  ]), { timeout: TIMEOUT_MS, signal })
  try {
    return parseSample(stdout, sums)
  }
  catch (error) {
    throw new Error(`The machine's kernel could not be read (it needs GNU coreutils, findutils and grep, getfattr and iproute2): ${stderr.trim() || (error as Error).message}`, { cause: error })
  }
}
