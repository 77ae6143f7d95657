import type { Layer } from '../slide/layer.ts'

/** A stop of the history line. */
export interface HistoryStop {
  year: string
  name: string
  /** What this step brought that the step before could not do; one entry per line. */
  brought: readonly string[]
  layer: Layer
}

/** From one system call to a standard. Grey stops are other systems, or patches that mainline Linux never took. */
export const historyStops: readonly HistoryStop[] = [
  {
    year: '1979',
    name: 'chroot',
    brought: ['another root', 'directory'],
    layer: 'host',
  },
  {
    year: '2000',
    name: 'FreeBSD jail',
    brought: ['root is', 'confined too'],
    layer: 'host',
  },
  {
    year: '2001',
    name: 'VServer',
    brought: ['the idea as a', 'Linux patch'],
    layer: 'host',
  },
  {
    year: '2004',
    name: 'Solaris Zones',
    brought: ['resources', 'divided, too'],
    layer: 'host',
  },
  {
    year: '2005',
    name: 'OpenVZ',
    brought: ['quotas, live', 'migration'],
    layer: 'host',
  },
  {
    year: '2002–20',
    name: 'namespaces',
    brought: ['views, in every', 'Linux'],
    layer: 'kernel',
  },
  {
    year: '2008',
    name: 'cgroups',
    brought: ['limits, in', 'every Linux'],
    layer: 'kernel',
  },
  {
    year: '2008',
    name: 'LXC',
    brought: ['tools: no patch', 'any more'],
    layer: 'low-level',
  },
  {
    year: '2013',
    name: 'Docker',
    brought: ['images to build', 'and share'],
    layer: 'engine',
  },
  {
    year: '2015',
    name: 'OCI',
    brought: ['specifications', 'for all of them'],
    layer: 'low-level',
  },
]
