import type { KnownSums } from './parse-images.ts'
import type { KernelSample } from './sample.ts'
import { linesByFile } from './grep-lines.ts'
import { parseCgroups } from './parse-cgroups.ts'
import { parseImages } from './parse-images.ts'
import { parseMounts } from './parse-mounts.ts'
import { parseNetwork } from './parse-networks.ts'
import { parseProcesses } from './parse-processes.ts'
import { SAMPLE_VERSION } from './sample.ts'
import { splitSections } from './sections.ts'

/**
 * Makes a sample of what the probe's script printed. The parts that were asked for are there, the others absent.
 * @param output of the script
 * @param sums of files of images, as far as they are known
 * @throws ValiError when a program of the machine printed something else than its manual says
 */
export function parseSample(output: string, sums: KnownSums): KernelSample {
  const sections = splitSections(output)
  const lines = (name: string): readonly string[] | undefined => sections.find(section => section.name === name)?.lines
  const processes = sections.find(({ name }) => name === 'processes')
  const groups = lines('cgroups')
  const store = lines('store')
  const stores = lines('images')
  const mounts = parseMounts(sections)
  const networks = sections.filter(({ name }) => name === 'network').map(parseNetwork)
  return {
    version: SAMPLE_VERSION,
    at: Number(lines('uptime')?.[0]),
    ...processes && {
      processes: parseProcesses(processes.words[0] ?? '', processes.lines, lines('namespaces') ?? []),
    },
    ...groups && {
      cgroups: parseCgroups(groups, lines('groupfiles') ?? []),
    },
    ...mounts.length > 0 && { mounts },
    ...networks.length > 0 && { networks },
    ...stores && {
      images: parseImages(stores, sections, sums),
    },
    ...store && {
      store: Object.fromEntries([
        ...linesByFile(store),
      ].map(([key, [value = '']]) => [key, value])),
    },
  }
}
