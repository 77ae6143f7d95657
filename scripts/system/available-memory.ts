import { execFileSync } from 'node:child_process'
import { freemem } from 'node:os'
import process from 'node:process'
import { sum } from '../base/sum.ts'

/** Pages that macOS can reclaim at once, beside the free ones. */
const GIVEN_BACK = [
  'free',
  'inactive',
  'speculative',
  'purgeable',
]

/** Bytes of memory that programs can have now without others losing theirs. */
export function availableMemory(): number {
  // Linux and Windows count what caches would give back; macOS keeps nearly nothing free.
  return process.platform === 'darwin'
    ? parseVmStat(execFileSync('vm_stat', { encoding: 'utf8' }))
    : freemem()
}

/** Reads what vm_stat(1) of macOS prints. */
export function parseVmStat(text: string): number {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(text)?.[1] ?? 0)
  const pages = GIVEN_BACK.map(kind => Number(new RegExp(`^Pages ${kind}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0))
  return sum(pages) * pageBytes
}
