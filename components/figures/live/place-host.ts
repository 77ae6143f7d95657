import type { NetworkPlan, PlugPlaces } from './network-plugs.ts'
import type { NetworkBox } from './network-view.ts'
import type { PlacedBox } from './placed-network.ts'
import { cutText } from './cut-text.ts'
import { addressLines, deviceLine, fitLines } from './network-lines.ts'
import { capacityOf } from './network-measures.ts'
import { endKey, placedDevice, placePlug } from './network-plugs.ts'
import { stateWords } from './network-view.ts'

/** What the host's box is placed by. */
export interface HostPlan extends NetworkPlan {
  places: PlugPlaces
  /** No other namespace is shown. */
  isAlone: boolean
}

/** The host's namespace, above the others: its bridges, and plugs on its lower edge. */
export function placeHost(box: NetworkBox, { at, width, places, isAlone }: HostPlan): PlacedBox {
  const bridges = box.devices.filter(({ kind }) => kind === 'bridge').slice(0, 2)
  const plugs = box.devices.filter(device => places.has(endKey({ namespace: box.namespace, index: device.index })))
  const rest = box.devices.filter(device => !bridges.includes(device) && !plugs.includes(device))
  const capacity = capacityOf(width - 4 - at.pad * 2, at)
  const lines = fitLines([
    ...rest.map(deviceLine),
    ...plugs.flatMap(addressLines),
  ], isAlone
    ? at.hostLines + 3
    : at.hostLines)
  const titleY = 2 + at.pad + at.text
  const firstLine = titleY + at.line
  const bridgesTop = titleY + at.line * lines.length + at.pad
  const bridgesBottom = bridgesTop + bridges.length * (at.bridge + 6)
  const height = bridgesBottom + (plugs.length > 0
    ? at.pad + at.plug
    : at.pad) - 2
  const area = {
    x: 2,
    y: 2,
    width: width - 4,
    height,
  }
  return {
    ...area,
    namespace: box.namespace,
    title: box.title,
    titleX: area.x + at.pad,
    titleY,
    change: box.change,
    lines: lines.map((line, index) => ({
      ...line,
      words: cutText(line.words, capacity),
      x: area.x + at.pad,
      y: firstLine + index * at.line,
    })),
    bridges: bridges.map((device, index) => ({
      ...placedDevice(device, box.namespace),
      words: cutText(device.name, 15),
      note: cutText([
        'bridge',
        ...stateWords(device),
      ].join(' · '), capacity - Math.min(15, device.name.length) - 2),
      x: area.x + at.pad,
      y: bridgesTop + index * (at.bridge + 6),
      width: area.width - at.pad * 2,
      height: at.bridge,
    })),
    plugs: plugs.map(device => placePlug(device, box.namespace, { at, places, middle: area.y + area.height })),
  }
}
