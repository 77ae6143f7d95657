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
/** Bytes by which V8's heap must have grown since it was last collected to be worth a pause of half a second. */
const WORTH_BYTES = 64 * 2 ** 20

/** V8's collector, as `--expose-gc` shows it. 'last-resort' also gives back the pages that V8 keeps for later: 200 of 830 MB, once windows are open. */
type Collect = (options: { type: 'major', execution: 'sync', flavor: 'last-resort' }) => void

/**
 * Has this process keep what it needs and give back the rest, for one that lives as long as a talk beside a browser and machines. To be called
 * before Vite is loaded: its bundler's allocator (mimalloc) reads its setting then, and else keeps the 300 MB that preparing a deck took.
 */
export function spareMemory(): void {
  process.env.MIMALLOC_PURGE_DELAY ??= '0'
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  let known = process.cpuUsage()
  let quietLooks = 0
  let collected = 0
  let most = 0
  setInterval(() => {
    const { user, system } = process.cpuUsage(known)
    known = process.cpuUsage()
    most = Math.max(most, heapBytes())
    if ((user + system) / 1_000 > LOOK_MS * BUSY_SHARE) {
      quietLooks = 0
      growBy(USUAL_GROWTH_PERCENT)
    }
    else if (++quietLooks === QUIET_LOOKS) {
      growBy(SMALL_GROWTH_PERCENT)
      if (most < collected + WORTH_BYTES)
        return
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
      collected = heapBytes()
      most = collected
    }
  }, LOOK_MS).unref()
}

/** Bytes of the main thread's heap; machines have heaps of their own, which nothing here collects. */
function heapBytes(): number {
  return getHeapStatistics().total_heap_size
}

function growBy(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`)
}
