import type { Change } from './changes.ts'
import type { Room } from './live-room.ts'
import type { UserMap } from './user-map.ts'
import { liveType, standsAlone } from './live-room.ts'
import { OVERFLOW_USER } from './user-map.ts'

/** How wide a digit is, of the size of its type. */
const DIGIT = 0.62
/** Characters of a line that stand beside the pills; only ranges of billions need more. */
const MOST_CHARACTERS = 20

/** Measures of the figure in its room, in px. */
export interface UserMapMeasures {
  /** The lines of the file stand beside the pills, else below them. */
  isWide: boolean
  text: number
  small: number
  pill: { width: number, height: number }
  inside: number
  outside: number
  heads: number
}

export interface UserMapRow {
  key: string
  y: number
  inside: readonly string[]
  outside: readonly string[]
  /** The line as it stands in the file, or what there is instead. */
  line: string
  change: Change
  /** Nobody's row: for all who stand in no line. */
  isRest: boolean
}

export function userMapMeasures({ width }: Room): UserMapMeasures {
  const isWide = standsAlone(width)
  const pill = isWide
    ? { width: 216, height: 48 }
    : { width: 112, height: 38 }
  return {
    isWide,
    ...liveType(width),
    pill,
    inside: isWide ? 270 : 2,
    outside: width - pill.width - 2,
    heads: isWide ? 72 : 76,
  }
}

/** A row for each line for which there is room, and one for everybody else. */
export function userMapRows({ lines }: UserMap, room: Room): { rows: UserMapRow[], more: number } {
  const { isWide, pill, small, heads } = userMapMeasures(room)
  const pitch = pill.height + (isWide ? 14 : 30)
  const most = Math.floor((room.height - heads - 12) / pitch) - 1
  const shown = lines.length > most
    ? lines.slice(0, most - 1)
    : lines
  const capacity = Math.floor((pill.width - 16) / (small * DIGIT))
  const rows = [
    ...shown.map(({ inside, outside, change }) => ({
      key: `${inside.join()} ${outside.join()}`,
      inside: pillWords(inside, capacity),
      outside: pillWords(outside, capacity),
      line: fileLine(`${inside[0]} ${outside[0]} ${inside[1] - inside[0] + 1}`, isWide),
      change,
      isRest: false,
    })),
    {
      key: 'rest',
      inside: [
        String(OVERFLOW_USER),
      ],
      outside: ['all others'],
      line: 'in no line: nobody',
      change: 'same' as const,
      isRest: true,
    },
  ]
  const more = lines.length - shown.length
  return {
    rows: rows.map((row, index) => ({ ...row, y: heads + 12 + (row.isRest && more > 0
      ? index + 1
      : index) * pitch })),
    more,
  }
}

function fileLine(text: string, isBeside: boolean): string {
  return isBeside && text.length > MOST_CHARACTERS
    ? `${text.slice(0, MOST_CHARACTERS)}…`
    : text
}

function pillWords([first, last]: readonly [number, number], capacity: number): string[] {
  if (first === last) {
    return [
      first === 0
        ? '0 root'
        : String(first),
    ]
  }
  const whole = `${first}–${last}`
  return whole.length > capacity
    ? [
        `${first} –`,
        String(last),
      ]
    : [whole]
}
