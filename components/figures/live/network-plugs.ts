import type { NetworkMeasures } from './network-measures.ts'
import type { CableEnd, NetworkBox, NetworkDevice, NetworkView } from './network-view.ts'
import type { PlacedDevice } from './placed-network.ts'
import { cutText } from './cut-text.ts'
import { MONO } from './network-measures.ts'

/** Where a plug stands: its middle, and how wide it may be. */
export type PlugPlaces = ReadonlyMap<string, { x: number, width: number }>

/** Room for the columns of namespaces. */
export interface NetworkPlan { at: NetworkMeasures, width: number }

/** A device by its namespace and number. */
export function endKey({ namespace, index }: CableEnd): string {
  return `${namespace} ${index}`
}

/** Keys of the ends of all cables of which both ends are seen, with the namespace at the other end. */
export function pluggedDevices({ cables, host }: NetworkView, shown: readonly NetworkBox[]): ReadonlyMap<string, CableEnd> {
  const seen = new Set([
    ...host
      ? [host.namespace]
      : [],
    ...shown.map(({ namespace }) => namespace),
  ])
  return new Map(cables
    .filter(({ ends: [one, other] }) => seen.has(one.namespace) && seen.has(other.namespace) && one.namespace !== other.namespace)
    .flatMap(({ ends: [one, other] }) => [
      [
        endKey(one),
        other,
      ] as const,
      [
        endKey(other),
        one,
      ] as const,
    ]))
}

/** Where the box of a namespace stands among those beside it. */
export function columnOf(index: number, many: number, { at, width }: NetworkPlan): { x: number, width: number } {
  const gap = at.pad * 1.5
  // One or two alone would be far too wide.
  const column = Math.min((width - 4 - gap * (many - 1)) / many, (width - 4) * 0.6)
  const left = (width - column * many - gap * (many - 1)) / 2
  return { x: left + index * (column + gap), width: column }
}

/** Where plugs stand, and how wide: beside each other in their namespace's box, and the host's ends right above the others. */
export function plugPlaces(shown: readonly NetworkBox[], plugged: ReadonlyMap<string, CableEnd>, plan: NetworkPlan): PlugPlaces {
  const places = new Map<string, { x: number, width: number }>()
  const own = new Set(shown.map(({ namespace }) => namespace))
  for (const [index, { namespace, devices }] of shown.entries()) {
    const column = columnOf(index, shown.length, plan)
    const ends = devices.map(device => endKey({ namespace, index: device.index })).filter(key => plugged.has(key))
    const most = Math.max(1, Math.floor(column.width / (plan.at.small * 5)))
    for (const [position, key] of ends.slice(0, most).entries()) {
      const width = Math.min(column.width / Math.min(ends.length, most) - plan.at.pad, plan.at.small * 9)
      const place = { x: column.x + column.width * (position + 0.5) / Math.min(ends.length, most), width }
      places.set(key, place)
      const other = plugged.get(key)!
      if (!own.has(other.namespace))
        places.set(endKey(other), place)
    }
  }
  return places
}

/** What every drawn device has. */
export function placedDevice({ index, isUp, change, isTurned }: NetworkDevice, namespace: number): Pick<PlacedDevice, 'key' | 'isUp' | 'change'> {
  return {
    key: endKey({ namespace, index }),
    isUp,
    change: change === 'same' && isTurned
      ? 'new'
      : change,
  }
}

/** A plug on the edge of its box, around `middle`. */
export function placePlug(device: NetworkDevice, namespace: number, { at, places, middle }: { at: NetworkMeasures, places: PlugPlaces, middle: number }): PlacedDevice {
  const { x, width } = places.get(endKey({ namespace, index: device.index }))!
  const words = cutText(device.name, Math.floor((width - 8) / (at.small * MONO)))
  const plug = Math.max(at.small * 4, words.length * at.small * MONO + 12)
  return {
    ...placedDevice(device, namespace),
    words,
    note: '',
    x: x - plug / 2,
    y: middle - at.plug / 2,
    width: plug,
    height: at.plug,
  }
}
