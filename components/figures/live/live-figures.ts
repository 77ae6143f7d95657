import type { Component } from 'vue'
import type { LiveFigure } from '../../../demos/define.ts'

export interface LiveFigureEntry {
  /** Heading of its frame. */
  title: string
  /** Where the kernel shows what it draws. */
  origin: string
  /** The component; its only property is `samples`. Loaded when a slide wants it, so that slides without figures load none. */
  load: () => Promise<{ default: Component }>
}

export const liveFigures: Record<LiveFigure, LiveFigureEntry> = {
    title: 'Processes',
    origin: '/proc',
    load: () => import('./ProcessTree.vue'),
  },
    title: 'Namespaces',
    origin: '/proc/PID/ns',
    load: () => import('./NamespaceMap.vue'),
  },
  CgroupTree: {
    title: 'Control groups',
    origin: '/sys/fs/cgroup',
    load: () => import('./CgroupTree.vue'),
  },
    title: 'Pressure',
    origin: '/sys/fs/cgroup',
    load: () => import('./PressurePlot.vue'),
  },
    title: 'Layers',
    origin: 'overlay',
    load: () => import('./OverlayLayers.vue'),
  },
    title: 'Networks',
    origin: 'ip -d addr',
    load: () => import('./NetworkMap.vue'),
  },
    title: 'User IDs',
    origin: '/proc/PID/uid_map',
    load: () => import('./UidMap.vue'),
  },
    title: 'Capabilities',
    origin: '/proc/PID/status',
    load: () => import('./CapabilitySets.vue'),
  },
}
