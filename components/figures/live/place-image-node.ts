import type { ImageMeasures } from './image-measures.ts'
import type { ImageNode } from './image-view.ts'
import type { PlacedNode, PlacedWords } from './placed-images.ts'
import { cutText } from './cut-text.ts'
import { formatBytes } from './format-bytes.ts'
import { MONO, SANS } from './image-measures.ts'
import { INDEX_FILE } from './image-nodes.ts'
import { shortDigest } from './image-view.ts'

/** By how much the sheet behind looks out of a box that several images share, in px. */
export const SECOND_SHEET = 4

/** Where a box stands. */
export interface NodePlace {
  at: ImageMeasures
  x: number
  y: number
  width: number
}

/** Height of a file's box. */
export function nodeHeight(node: ImageNode, at: ImageMeasures): number {
  return linesOf(node, at) * at.line + at.pad * 2
}

function linesOf({ kind, names }: ImageNode, { isOneLine }: ImageMeasures): number {
  if (kind === 'manifest') {
    return names.length > 0
      ? 3
      : 2
  }
  return isOneLine && kind !== 'index'
    ? 1
    : 2
}

/** A file of a store in its box: what it is and how large, and its name. */
export function placeNode(node: ImageNode, { at, x, y, width }: NodePlace): PlacedNode {
  const { key, kind, names, size } = node
  const left = x + at.pad + 1
  const right = x + width - at.pad - 1 - (node.state === 'shared'
    ? SECOND_SHEET
    : 0)
  const baseline = (line: number): number => y + at.pad + at.line * (line + 0.76)
  const capacity = Math.floor((right - left) / (at.small * MONO))
  const count = linesOf(node, at)
  const strong: PlacedWords = {
    words: key === INDEX_FILE
      ? key
      : kind,
    x: left,
    y: baseline(count === 3
      ? 1
      : 0),
    tone: 'strong',
    isEnd: false,
  }
  const sizeWords = size === undefined
    ? ''
    : formatBytes(size)
  const lastLine = baseline(count - 1)
  const digest = kind === 'index' && key === INDEX_FILE
    ? indexWords(node)
    : shortDigest(key, at.digits)
  const digestX = count === 1
    ? left + at.small * 4.4
    : left
  const digestEnd = digestX + digest.length * at.small * MONO
  const note = noteOf(node)
  const hasSign = node.isTrue !== undefined
  const noteEnd = count === 1
    ? right - at.small * 4.2
    : right
  const noteRoom = noteEnd - digestEnd - (hasSign
    ? at.small * 1.5
    : at.small * 0.4)
  return {
    ...node,
    x,
    y,
    width,
    height: nodeHeight(node, at),
    lines: [
      ...count === 3
        ? [
            {
              words: cutText(names.join(', '), capacity),
              x: left,
              y: baseline(0),
              tone: 'code' as const,
              isEnd: false,
            },
          ]
        : [],
      strong,
      {
        words: sizeWords,
        x: right,
        y: strong.y,
        tone: 'quiet',
        isEnd: true,
      },
      {
        words: digest,
        x: digestX,
        y: lastLine,
        tone: 'code',
        isEnd: false,
      },
      {
        words: note.length * at.small * SANS > noteRoom
          ? ''
          : note,
        x: noteEnd,
        y: lastLine,
        tone: 'note',
        isEnd: true,
      },
    ],
    sign: hasSign
      ? { x: digestEnd + at.small * 0.75, y: lastLine - at.small * 0.34 }
      : undefined,
  }
}

function indexWords({ named, refers }: ImageNode): string {
  return named > refers.length
    ? `${refers.length} of ${named} here`
    : `${named} ${named === 1
      ? 'image'
      : 'images'}`
}

/** What there is to say of it, in a word. */
function noteOf({ change, state }: ImageNode): string {
  if (change === 'gone')
    return change
  const words = {
    false: 'wrong',
    missing: 'missing',
    shared: 'shared',
    plain: '',
  }
  return words[state] || (change === 'new'
    ? change
    : '')
}
