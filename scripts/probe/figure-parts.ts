import type { LiveFigure } from '../../demos/define.ts'
import type { SamplePart } from './sample.ts'

/** What each live figure is drawn from, so that no more is sampled. */
export const figureParts: Readonly<Record<LiveFigure, readonly SamplePart[]>> = {
  ProcessTree: ['processes'],
  NamespaceMap: ['processes'],
  UidMap: ['processes'],
  CapabilitySets: ['processes'],
  OverlayLayers: ['mounts'],
  NetworkMap: ['networks'],
  PressurePlot: ['cgroups'],
  CgroupTree: ['processes', 'cgroups'],
  ClusterState: ['processes', 'store'],
  ImageLayers: ['images'],
}

/** The names of all live figures. */
export const liveFigureNames = Object.keys(figureParts) as readonly LiveFigure[]
