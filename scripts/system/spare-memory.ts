import type { NodeGCPerformanceDetail } from 'node:perf_hooks'
import { constants, PerformanceObserver } from 'node:perf_hooks'
import process from 'node:process'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Percent by which V8's heap may grow beyond what lives in it before it collects. As it is (0), it grows to a multiple on a computer with much memory. */
const SMALL_GROWTH_PERCENT = 10
const USUAL_GROWTH_PERCENT = 0
/** Milliseconds between two looks at how busy the process is. */
const LOOK_MS = 1_000
/** The share of a core from which on it is busy: a window is opening, and collecting all the time would make it wait a third longer. */
const BUSY_SHARE = 0.5
/** Looks in a row without that, after which it is quiet. */
const QUIET_LOOKS = 5

/** Bytes by which the main thread's heap must have grown to be worth collecting. */
const WORTH_BYTES = 64 * 2 ** 20

/** V8's collector, as `--expose-gc` shows it. 'last-resort' also gives back the pages that V8 keeps for later: 200 of 830 MB, once windows are open. */
type Collect = (options: { type: 'major', execution: 'sync', flavor: 'last-resort' }) => void

type CollectionEntry = PerformanceEntry & { detail: NodeGCPerformanceDetail }

/**
 * Has this process keep what it needs and give back the rest, for one that lives as long as a talk beside a browser and machines. To be called
 * before Vite is loaded: its bundler's allocator (mimalloc) reads its setting then, and else keeps the 300 MB that preparing a deck took.
 */
export function spareMemory(): void {
  process.env.MIMALLOC_PURGE_DELAY ??= '0'
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  let hasGrown = false
  let collected = 0
  watchCollections(() => hasGrown = true)
  let known = process.cpuUsage()
  let quietLooks = 0
  setInterval(() => {
    const { user, system } = process.cpuUsage(known)
    known = process.cpuUsage()
    hasGrown ||= heapBytes() > collected + WORTH_BYTES
    if ((user + system) / 1_000 > LOOK_MS * BUSY_SHARE) {
      quietLooks = 0
      growBy(USUAL_GROWTH_PERCENT)
    }
    else if (++quietLooks === QUIET_LOOKS) {
      growBy(SMALL_GROWTH_PERCENT)
      // It takes up to half a second. What machines take is no reason for it: they have heaps of their own.
      if (!hasGrown)
        return
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
      collected = heapBytes()
      hasGrown = false
    }
  }, LOOK_MS).unref()
}

/** Calls back whenever the main thread's heap has grown so far that V8 collected all of it: the pages that got empty then are still the process's. */
function watchCollections(onCollection: () => void): void {
  const asked = constants.NODE_PERFORMANCE_GC_FLAGS_FORCED | constants.NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE
  const observer = new PerformanceObserver((list) => {
    for (const { detail: { kind, flags } } of list.getEntries() as CollectionEntry[]) {
      if (kind === constants.NODE_PERFORMANCE_GC_MAJOR && (flags & asked) === 0)
        onCollection()
    }
  })
  observer.observe({
    entryTypes: ['gc'],
  })
}

function heapBytes(): number {
  return getHeapStatistics().total_heap_size
}

function growBy(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`)
}
