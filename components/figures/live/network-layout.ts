import type { Change } from './changes.ts'
import type { Room } from './live-room.ts'
import type { CableEnd, NetworkBox, NetworkDevice, NetworkView } from './network-view.ts'
import { cutText } from './cut-text.ts'
import { standsAlone } from './live-room.ts'
import { stateWords } from './network-view.ts'

/** How wide a character of code is, of the size of its type. */
const MONO = 0.61

/** Measures of the figure, in px. */
interface Measures {
  text: number
  small: number
  pad: number
  line: number
  plug: number
  bridge: number
  gap: number
  /** Most namespaces beside each other, and lines of devices of the host. */
  most: number
  hostLines: number
}

const BESIDE: Measures = {
  text: 15,
  small: 13,
  pad: 8,
  line: 19,
  plug: 26,
  bridge: 30,
  gap: 46,
  most: 2,
  hostLines: 3,
}
const ALONE: Measures = {
  text: 21,
  small: 20,
  pad: 14,
  line: 27,
  plug: 34,
  bridge: 38,
  gap: 44,
  most: 4,
  hostLines: 1,
}

interface Area { x: number, y: number, width: number, height: number }

/** A line of words in a box. */
export interface NetworkLine {
  x: number
  y: number
  words: string
  change: Change
  isQuiet: boolean
}

/** A device that a cable ends in, or a bridge. */
export interface PlacedDevice extends Area {
  key: string
  words: string
  /** What stands beside its name. */
  note: string
  isUp: boolean
  change: Change
}

export interface PlacedBox extends Area {
  namespace: number
  title: string
  titleX: number
  titleY: number
  change: Change
  bridges: readonly PlacedDevice[]
  plugs: readonly PlacedDevice[]
  lines: readonly NetworkLine[]
}

export interface PlacedCable {
  key: string
  path: string
  change: Change
}

export interface NetworkLayout {
  text: number
  small: number
  host: PlacedBox | undefined
  boxes: readonly PlacedBox[]
  cables: readonly PlacedCable[]
  /** Lines from plugs to the bridge that they are in. */
  ports: readonly PlacedCable[]
  /** How many namespaces there was no room for. */
  more: number
}

export function networkLayout(view: NetworkView, { width, height }: Room): NetworkLayout {
  const at = standsAlone(width)
    ? ALONE
    : BESIDE
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
    view,
    isAlone: shown.length === 0,
  })
  const top = host
    ? host.y + host.height + (shown.length > 0
      ? at.gap + at.plug
      : 0)
    : at.plug
  const boxes = shown.map((box, index) => placeBox(box, {
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

function endKey({ namespace, index }: CableEnd): string {
  return `${namespace} ${index}`
}

/** Keys of the ends of all cables of which both ends are seen, with the namespace at the other end. */
function pluggedDevices({ cables, host }: NetworkView, shown: readonly NetworkBox[]): ReadonlyMap<string, CableEnd> {
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

interface Plan { at: Measures, width: number }

function columnOf(index: number, many: number, { at, width }: Plan): { x: number, width: number } {
  const gap = at.pad * 1.5
  // One or two alone would be far too wide.
  const column = Math.min((width - 4 - gap * (many - 1)) / many, (width - 4) * 0.6)
  const left = (width - column * many - gap * (many - 1)) / 2
  return { x: left + index * (column + gap), width: column }
}

/** Where plugs stand, and how wide: beside each other in their namespace's box, and the host's ends right above the others. */
function plugPlaces(shown: readonly NetworkBox[], plugged: ReadonlyMap<string, CableEnd>, plan: Plan): ReadonlyMap<string, { x: number, width: number }> {
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

interface HostPlan extends Plan {
  view: NetworkView
  places: ReadonlyMap<string, { x: number, width: number }>
  isAlone: boolean
}

function placeHost(box: NetworkBox, { at, width, places, isAlone }: HostPlan): PlacedBox {
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
      ...placed(device, box.namespace),
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

function placeBox(box: NetworkBox, { at, places, area }: { at: Measures, places: HostPlan['places'], area: Area }): PlacedBox {
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

function placed({ index, isUp, change, isTurned }: NetworkDevice, namespace: number): Pick<PlacedDevice, 'key' | 'isUp' | 'change'> {
  return {
    key: endKey({ namespace, index }),
    isUp,
    change: change === 'same' && isTurned
      ? 'new'
      : change,
  }
}

function placePlug(device: NetworkDevice, namespace: number, { at, places, middle }: { at: Measures, places: HostPlan['places'], middle: number }): PlacedDevice {
  const { x, width } = places.get(endKey({ namespace, index: device.index }))!
  const words = cutText(device.name, Math.floor((width - 8) / (at.small * MONO)))
  const plug = Math.max(at.small * 4, words.length * at.small * MONO + 12)
  return {
    ...placed(device, namespace),
    words,
    note: '',
    x: x - plug / 2,
    y: middle - at.plug / 2,
    width: plug,
    height: at.plug,
  }
}

type Words = Pick<NetworkLine, 'words' | 'change' | 'isQuiet'>

/** A device without a cable in one line. */
function deviceLine(device: NetworkDevice): Words {
  const { name, kind, isTurned, addresses, change } = device
  return {
    words: [
      name,
      ...kind === 'bridge'
        ? ['bridge']
        : [],
      ...stateWords(device),
    ].join(' '),
    change: change === 'same' && (isTurned || addresses.some(each => each.change === 'new'))
      ? 'new'
      : change,
    isQuiet: name === 'lo' && !isTurned,
  }
}

/** What stands below a plug: its addresses, or that it has none. */
function addressLines({ name, isUp, addresses, master, change }: NetworkDevice): Words[] {
  if (change === 'gone')
    return []
  if (!isUp) {
    return [
      { words: `${name} is down`, change: 'same', isQuiet: true },
    ]
  }
  return addresses.length === 0 && master === undefined
    ? [
        { words: 'no address', change: 'same', isQuiet: true },
      ]
    : addresses.map(address => ({ words: address.text, change: address.change, isQuiet: false }))
}

function fitLines(lines: readonly Words[], most: number): Words[] {
  return lines.length > most
    ? [
        ...lines.slice(0, most - 1),
        { words: `+ ${lines.length - most + 1} more`, change: 'same', isQuiet: true },
      ]
    : [...lines]
}

function capacityOf(width: number, at: Measures): number {
  return Math.floor(width / (at.small * MONO))
}

function placeCables({ cables }: NetworkView, boxes: readonly PlacedBox[], at: Measures): PlacedCable[] {
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

function placePorts({ namespace, devices }: NetworkBox, { plugs, bridges }: PlacedBox): PlacedCable[] {
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
