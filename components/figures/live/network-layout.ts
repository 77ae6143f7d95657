import type { Room } from './live-room.ts'
import type { NetworkBox, NetworkView } from './network-view.ts'
import type { NetworkLayout } from './placed-network.ts'
import { placeCables, placePorts } from './network-cables.ts'
import { networkMeasures } from './network-measures.ts'
import { columnOf, pluggedDevices, plugPlaces } from './network-plugs.ts'
import { placeHost } from './place-host.ts'
import { placeNetwork } from './place-network.ts'

/** Where the boxes, plugs and cables of a machine's networks stand. */
export function networkLayout(view: NetworkView, { width, height }: Room): NetworkLayout {
  const at = networkMeasures(width)
  const shown = chooseBoxes(view, at.most)
  const more = view.others.length - shown.length
  const bottom = height - 4 - (more > 0
    ? at.line
    : 0)
  const plugged = pluggedDevices(view, shown)
  const places = plugPlaces(shown, plugged, { at, width })
  const host = view.host && placeHost(view.host, {
    at,
    width,
    places,
    isAlone: shown.length === 0,
  })
  const top = host
    ? host.y + host.height + (shown.length > 0
      ? at.gap + at.plug
      : 0)
    : at.plug
  const boxes = shown.map((box, index) => placeNetwork(box, {
    at,
    places,
    area: {
      ...columnOf(index, shown.length, { at, width }),
      y: top,
      height: bottom - top,
    },
  }))
  const all = [
    ...host
      ? [host]
      : [],
    ...boxes,
  ]
  return {
    text: at.text,
    small: at.small,
    host,
    boxes,
    cables: placeCables(view, all, at),
    ports: host && view.host
      ? placePorts(view.host, host)
      : [],
    more,
  }
}

/** As many as there is room for: first those that are new or have cables, then the others, in their order. */
function chooseBoxes({ others, cables }: NetworkView, most: number): NetworkBox[] {
  const weight = ({ namespace, change }: NetworkBox): number => (change === 'gone'
    ? 0
    : 1) + (cables.some(({ ends }) => ends.some(end => end.namespace === namespace))
    ? 2
    : 0)
  const chosen = new Set(others.toSorted((one, other) => weight(other) - weight(one)).slice(0, most))
  return others.filter(box => chosen.has(box))
}
