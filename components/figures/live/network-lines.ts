import type { NetworkDevice } from './network-view.ts'
import type { NetworkLine } from './placed-network.ts'
import { stateWords } from './network-view.ts'

/** A line that has no place yet. */
export type LineWords = Pick<NetworkLine, 'words' | 'change' | 'isQuiet'>

/** A device without a cable in one line. */
export function deviceLine(device: NetworkDevice): LineWords {
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
export function addressLines({ name, isUp, addresses, master, change }: NetworkDevice): LineWords[] {
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

/** As many lines as there is room for; the last one says how many more there are. */
export function fitLines(lines: readonly LineWords[], most: number): LineWords[] {
  return lines.length > most
    ? [
        ...lines.slice(0, most - 1),
        { words: `+ ${lines.length - most + 1} more`, change: 'same', isQuiet: true },
      ]
    : [...lines]
}
