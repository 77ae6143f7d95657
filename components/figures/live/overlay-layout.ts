import type { Room } from './live-room.ts'
import type { OverlayColumn, OverlayRow, OverlayView } from './overlay-view.ts'
import { cutText } from './cut-text.ts'
import { standsAlone } from './live-room.ts'

/** How much wider the first column is: its title is the longest. */
const FIRST = 1.35
/** How wide a character is, of the size of its type: of code, and of text. */
const MONO = 0.61
const SANS = 0.52
/** From this width on, in px, names are set in the larger type. */
const WIDE_NAMES = 100
/** A directory without at least these many of its rows says nothing. */
const LEAST_ROWS = 2

/** Measures of the figure, in px. */
interface Measures {
  text: number
  small: number
  /** Between the top of a mount and its first row, and below its last. */
  head: number
  foot: number
  least: number
  most: number
  indent: number
  /** Least width of the names, and most of a layer. */
  names: number
  column: number
}

const BESIDE: Measures = {
  text: 15,
  small: 13,
  head: 44,
  foot: 26,
  least: 22,
  most: 40,
  indent: 10,
  names: 80,
  column: 54,
}
const ALONE: Measures = {
  text: 21,
  small: 20,
  head: 64,
  foot: 36,
  least: 32,
  most: 66,
  indent: 22,
  names: 200,
  column: 190,
}

export interface PlacedColumn extends OverlayColumn {
  /** Its middle. */
  x: number
  width: number
  words: string
}

export interface PlacedRow extends OverlayRow {
  /** Its middle. */
  y: number
  words: string
  wordsX: number
}

export interface PlacedView extends OverlayView {
  y: number
  targetWords: string
  /** Size of the type of names. */
  namesSize: number
  columnsPlaced: readonly PlacedColumn[]
  /** Top and bottom of the layers. */
  top: number
  bottom: number
  rowsPlaced: readonly PlacedRow[]
  /** How many names there was no room for. */
  more: number
  eventWords: string
}

export interface OverlayLayout {
  text: number
  small: number
  /** Height of a row, and of the sign that stands in it. */
  pitch: number
  sign: number
  views: readonly PlacedView[]
  /** How many mounts there was no room for. */
  more: number
  legend: string
}

export function overlayLayout(views: readonly OverlayView[], room: Room): OverlayLayout {
  const at = standsAlone(room.width)
    ? ALONE
    : BESIDE
  const legend = legendOf(views)
  const space = room.height - 4 - (legend === ''
    ? 0
    : at.small + 8)
  const chosen = chooseViews(views, at, space)
  const more = views.length - chosen.length
  const forRows = space - chosen.length * (at.head + at.foot) - (more > 0
    ? at.small + 6
    : 0)
  const shares = shareRows(chosen, Math.floor(forRows / at.least))
  const pitch = Math.min(at.most, forRows / Math.max(1, shares.reduce((sum, share) => sum + share, 0)))
  let y = 0
  return {
    text: at.text,
    small: at.small,
    pitch,
    sign: Math.min(pitch - 6, at.most * 0.62),
    views: chosen.map((view, index) => {
      const placed = placeView(view, {
        at,
        y,
        pitch,
        share: shares[index]!,
        width: room.width,
      })
      y = placed.bottom + at.foot
      return placed
    }),
    more,
    legend,
  }
}

/** Those in which something happened first, as many as there is room for, in their order. */
function chooseViews(views: readonly OverlayView[], at: Measures, space: number): OverlayView[] {
  const chosen = new Set<OverlayView>()
  let used = 0
  for (const view of views.toSorted((one, other) => newsOf(other) - newsOf(one))) {
    const height = at.head + at.foot + Math.min(LEAST_ROWS, view.rows.length) * at.least
    if (chosen.size > 0 && used + height > space - at.small - 6)
      break
    used += height
    chosen.add(view)
  }
  return views.filter(view => chosen.has(view))
}

function newsOf({ change, events }: OverlayView): number {
  return events.length > 0 || change === 'new'
    ? 1
    : 0
}

/** How many rows each mount gets of those that there is room for; one of them is taken by how many are left out. */
function shareRows(views: readonly OverlayView[], capacity: number): number[] {
  const shares = views.map(() => 0)
  for (let left = capacity; left > 0;) {
    const wanting = shares.flatMap((share, index) => share < views[index]!.rows.length
      ? [index]
      : [])
    if (wanting.length === 0)
      break
    for (const index of wanting.slice(0, left))
      shares[index]! += 1
    left -= wanting.length
  }
  return shares
}

interface Place {
  at: Measures
  y: number
  pitch: number
  share: number
  width: number
}

function placeView(view: OverlayView, { at, y, pitch, share, width }: Place): PlacedView {
  const column = Math.min(at.column, (width - at.names) / (view.columns.length - 1 + FIRST))
  const first = column * FIRST
  const namesWidth = width - first - column * (view.columns.length - 1)
  const namesSize = namesWidth >= WIDE_NAMES
    ? at.text
    : at.small
  const top = y + at.head
  const rows = chooseRows(view.rows, share)
  const isCut = rows.length < view.rows.length
  const bottom = top + pitch * (rows.length + (isCut
    ? 1
    : 0))
  const paths = new Set(rows.map(({ path }) => path))
  return {
    ...view,
    y,
    targetWords: cutText(view.target, Math.floor((width - 70) / (at.text * MONO))),
    columnsPlaced: view.columns.map((each, index) => ({
      ...each,
      x: index === 0
        ? namesWidth + first / 2
        : namesWidth + first + column * (index - 0.5),
      width: index === 0
        ? first
        : column,
      words: titleOf(each, (index === 0
        ? first
        : column) / at.small),
    })),
    namesSize,
    top,
    bottom,
    rowsPlaced: rows.map((row, index) => {
      const hasParent = row.depth === 0 || paths.has(row.path.slice(0, -row.name.length - 1))
      const wordsX = hasParent
        ? row.depth * at.indent
        : 0
      const name = `${hasParent
        ? row.name
        : row.path}${row.isDirectory
        ? '/'
        : ''}`
      return {
        ...row,
        y: top + pitch * (index + 0.5),
        words: cutText(name, Math.floor((namesWidth - wordsX - 4) / (namesSize * MONO))),
        wordsX,
      }
    }),
    more: view.rows.length - rows.length,
    eventWords: joinEvents(view.events, Math.floor(width / (at.small * SANS))),
  }
}

/**
 * A number does without its noun where there is no room for it: the colour says that a layer is a lower one. `room` is in sizes of the type.
 */
function titleOf({ label, number }: OverlayColumn, room: number): string {
  // What is cut may be made of wide letters.
  return label.length * SANS > room
    ? number ?? cutText(label, Math.floor(room / MONO) - 1)
    : label
}

/** Leaves out the names with the least to say, until the rest fits. */
function chooseRows(rows: readonly OverlayRow[], share: number): OverlayRow[] {
  if (rows.length <= share)
    return [...rows]
  const ranked = rows.toSorted((one, other) => importance(other) - importance(one))
  const kept = new Set(ranked.slice(0, Math.max(0, share - 1)))
  return rows.filter(row => kept.has(row))
}

function importance({ cells, change, depth }: OverlayRow): number {
  const [, topmost] = cells
  return (change !== 'same' || cells.some(cell => cell && cell.change !== 'same')
    ? 4
    : 0) + (topmost
    ? 2
    : 0) + (depth === 0
    ? 1
    : 0)
}

function legendOf(views: readonly OverlayView[]): string {
  const cells = views.flatMap(({ rows }) => rows.flatMap(row => row.cells)).filter(cell => cell !== undefined)
  return [
    ...cells.some(({ kind }) => kind === 'whiteout')
      ? ['× whiteout']
      : [],
    ...cells.some(({ isOpaque }) => isOpaque)
      ? ['▌opaque']
      : [],
    ...cells.some(({ isHidden }) => isHidden)
      ? ['dashed: hidden']
      : [],
  ].join('  ·  ')
}

/** As many as fit into a line, and how many more there are. */
function joinEvents(events: readonly string[], capacity: number): string {
  for (let many = events.length; many > 0; many -= 1) {
    const line = [
      ...events.slice(0, many),
      ...many < events.length
        ? [`+ ${events.length - many}`]
        : [],
    ].join(' · ')
    if (line.length <= capacity || many === 1)
      return cutText(line, capacity)
  }
  return ''
}
