import type { NetworkMeasures } from './network-measures.ts'
import type { NetworkBox, NetworkView } from './network-view.ts'
import type { PlacedBox, PlacedCable } from './placed-network.ts'
import { endKey } from './network-plugs.ts'

/** Cables between plugs that are shown. */
export function placeCables({ cables }: NetworkView, boxes: readonly PlacedBox[], at: NetworkMeasures): PlacedCable[] {
  const plugs = new Map(boxes.flatMap(box => box.plugs.map(plug => [plug.key, plug])))
  return cables.flatMap(({ ends, change }) => {
    const [one, other] = ends.map(end => plugs.get(endKey(end))).toSorted((a, b) => (a?.y ?? 0) - (b?.y ?? 0))
    if (!one || !other)
      return []
    const [from, to] = [one, other].map(plug => plug.x + plug.width / 2)
    return [
      {
        key: ends.map(endKey).join(),
        path: one.y === other.y
          // Between two that stand side by side: through the gap above them.
          ? `M ${from} ${one.y} V ${one.y - at.gap / 3} H ${to} V ${other.y}`
          : `M ${from} ${one.y + one.height} L ${to} ${other.y}`,
        change,
      },
    ]
  })
}

/** Lines from plugs to the bridge that they are in. */
export function placePorts({ namespace, devices }: NetworkBox, { plugs, bridges }: PlacedBox): PlacedCable[] {
  return devices.flatMap((device) => {
    const key = endKey({ namespace, index: device.index })
    const plug = plugs.find(each => each.key === key)
    const master = devices.find(({ name }) => name === device.master)
    const bridge = bridges.find(each => each.key === endKey({ namespace, index: master?.index ?? -1 }))
    return plug && bridge
      ? [
          {
            key,
            path: `M ${plug.x + plug.width / 2} ${bridge.y + bridge.height} V ${plug.y}`,
            change: plug.change,
          },
        ]
      : []
  })
}
