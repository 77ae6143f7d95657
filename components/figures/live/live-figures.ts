import type { Component } from 'vue'
import type { LiveFigure } from '../../../demos/define.ts'

export interface LiveFigureEntry {
  /** Heading of its frame. */
  title: string
  /** Where the kernel shows what it draws. */
  origin: string
  /** It shows the last minute rather than the present: where it stands still, it gets all samples of that time. */
  looksBack?: boolean
  /** The component; its only property is `samples`. Loaded when a slide wants it, so that slides without figures load none. */
  load: () => Promise<{ default: Component }>
}

export const liveFigures: Record<LiveFigure, LiveFigureEntry> = {
  ProcessTree: {
    title: 'Processes',
    origin: '/proc',
    load: () => import('./ProcessTree.vue'),
  },
  NamespaceMap: {
    title: 'Namespaces',
    origin: '/proc/PID/ns',
    load: () => import('./NamespaceMap.vue'),
  },
  CgroupTree: {
    title: 'Control groups',
    origin: 'cgroupfs',
    load: () => import('./CgroupTree.vue'),
  },
  UidMap: {
    title: 'User IDs',
    origin: '/proc/PID/uid_map',
    load: () => import('./UidMap.vue'),
  },
  CapabilitySets: {
    title: 'Capabilities',
    origin: '/proc/…/status',
    load: () => import('./CapabilitySets.vue'),
  },
  OverlayLayers: {
    title: 'Overlay',
    origin: 'mountinfo, layers',
    load: () => import('./OverlayLayers.vue'),
  },
  NetworkMap: {
    title: 'Networks',
    origin: 'ip -d address',
    load: () => import('./NetworkMap.vue'),
  },
  PressurePlot: {
    title: 'Pressure',
    origin: 'cgroupfs',
    looksBack: true,
    load: () => import('./PressurePlot.vue'),
  },
  ClusterState: {
    title: 'Cluster',
    origin: '/store, /proc',
    load: () => import('./ClusterState.vue'),
  },
  ImageLayers: {
    title: 'Images',
    origin: 'blobs/sha256',
    load: () => import('./ImageLayers.vue'),
  },
}
