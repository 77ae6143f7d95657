import type { NetworkMeasures } from './network-measures.ts'
import type { PlugPlaces } from './network-plugs.ts'
import type { NetworkBox } from './network-view.ts'
import type { Area, PlacedBox } from './placed-network.ts'
import { cutText } from './cut-text.ts'
import { addressLines, deviceLine, fitLines } from './network-lines.ts'
import { capacityOf, MONO } from './network-measures.ts'
import { endKey, placePlug } from './network-plugs.ts'

/** A namespace beside the host's, below it: plugs on its upper edge. */
export function placeNetwork(box: NetworkBox, { at, places, area }: { at: NetworkMeasures, places: PlugPlaces, area: Area }): PlacedBox {
  const plugs = box.devices.filter(device => places.has(endKey({ namespace: box.namespace, index: device.index })))
  const titleY = area.y + at.plug / 2 + at.text + 2
  const most = Math.max(1, Math.floor((area.height - (titleY - area.y) - at.pad) / at.line))
  const lines = fitLines(box.change === 'gone'
    ? []
    : [
        ...plugs.flatMap(addressLines),
        ...box.devices.filter(device => !plugs.includes(device)).map(deviceLine),
        ...box.routes.map(({ text, change }) => ({ words: text, change, isQuiet: true })),
      ], most)
  const capacity = capacityOf(area.width - at.pad * 2, at)
  return {
    ...area,
    height: titleY - area.y + lines.length * at.line + at.pad,
    namespace: box.namespace,
    title: cutText(box.title, Math.floor((area.width - at.pad * 2) / (at.text * MONO))),
    titleX: area.x + at.pad,
    titleY,
    change: box.change,
    bridges: [],
    lines: lines.map((line, index) => ({
      ...line,
      words: cutText(line.words, capacity),
      x: area.x + at.pad,
      y: titleY + (index + 1) * at.line,
    })),
    plugs: plugs.map(device => placePlug(device, box.namespace, { at, places, middle: area.y })),
  }
}
