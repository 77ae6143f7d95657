import type { PositionUpdate, SharedState } from '@slidev/client'
import { watch } from 'vue'

/** Where a window stands in the deck. */
export interface Position {
  /** Number of the slide, from 1. */
  page: number
  clicks: number
}

export interface SharePositionOptions {
  state: SharedState
  /** Position in the window's address; undefined where it shows something else than slides. */
  address: () => Position | undefined
  /** The window shows the presenter's view. */
  isPresenter: () => boolean
  /** The others are to hear of pages turned in this window. @default they are */
  tells?: () => boolean
  /** Calls back with each patch that the server has taken from a window, this one's among them, in the order in which it took them. */
  onOrdered: (callback: (patch: Partial<PositionUpdate>) => void) => void
  /** Pages were turned here and in another window at once, and all windows are where this one is. @default nobody is to know */
  onPrevail?: () => void
}

export interface SharePositionReturn {
  /** The window stands there because another one said so. */
  wasTold: (position: Position) => boolean
}

/**
 * After this time, a window that was told a position should be there. Slidev takes none while a page is turning, and a busy window is
 * told several at once.
 */
const FOLLOWED_MS = 50
/** So often Slidev is asked to take it. A window that shows no slides, such as the overview, never does. */
const MAX_ASKED = 20
/** A window that stands where it was told to longer ago than this was taken there by its own user. */
const TOLD_MS = 5_000

/**
 * Makes a window tell the others only the pages that were turned in it. Slidev's own windows also send back what they have been told,
 * and with it whatever else they share; on a busy computer that comes late, and takes the presenter back by a press of the clicker.
 *
 * So positions travel as patches, sent by the window where they came about, and all else that is shared brings no position along.
 * Slidev still decides when there is something to tell, and follows what is received. Where pages are turned in two windows at once, all
 * windows end at the one that the server took last. Call in `setup`.
 */
export function sharePosition({ state, address, isPresenter, tells = () => true, onOrdered, onPrevail = () => {} }: SharePositionOptions): SharePositionReturn {
  /** Positions that the other windows know of, up to the latest; the first is this window's, the rest it was told and has yet to take. */
  let announced: Position[] = [
    positionOf(state),
  ]
  /** What the others said: where the window stands, if they said that, and what came after it. */
  let told: (Position & { at: number })[] = []
  let following: ReturnType<typeof setTimeout> | undefined
  let pendingUpdate: PositionUpdate | undefined
  let posting = false
  /** On its way to the server, which has taken before it whatever comes from there until it comes back itself. */
  let sent: PositionUpdate | undefined
  let prevails = false

  // Pointer and timer are the presenter's. All that another window could post is what it was told.
  watch(() => isPresenter() && tells(), posts => state.$syncUp = posts, { immediate: true, flush: 'sync' })

  state.$onSet((received) => {
    const { page, clicks, clicksTotal, lastUpdate } = state
    Object.assign(received, {
      page,
      clicks,
      clicksTotal,
      lastUpdate,
    })
  })
  onOrdered(({ lastUpdate, page, clicks }) => {
    if (!sent || lastUpdate?.id !== sent.lastUpdate?.id || lastUpdate?.time !== sent.lastUpdate?.time || page !== sent.page || clicks !== sent.clicks)
      return
    sent = undefined
    if (prevails)
      onPrevail()
    prevails = false
  })
  state.$onPatch((patch) => {
    if (sent) {
      prevails = true
      Object.assign(patch, updateOf(state))
      return
    }
    announced.push(positionOf(patch))
    told.push({
      ...positionOf(patch),
      at: performance.now(),
    })
    pendingUpdate = undefined
    // Every window is to follow, also another projector: no other window passes it on.
    if (patch.lastUpdate)
      patch.lastUpdate.type = otherType()
    clearTimeout(following)
    following = setTimeout(follow, FOLLOWED_MS, MAX_ASKED)
  })

  // What Slidev writes last, and always, when it wants to tell the window's position; also of a page that was not turned in the end.
  watch(() => state.lastUpdate, () => {
    const there = address()
    // Not what Slidev has written: to it, a slide that is not mounted yet has no clicks, and the overview is the first slide.
    const reached = there && announced.findLastIndex(position => isSame(position, there))
    if (there && reached === -1) {
      told = []
      announced = [
        there,
        positionOf(state),
      ]
      clearTimeout(following)
      pendingUpdate = tells()
        ? updateOf(state)
        : undefined
      void postPending()
      return
    }
    announced = announced.slice(reached)
    told = told.slice(Math.max(0, told.findLastIndex(position => there && isSame(position, there))))
    Object.assign(state, announced.at(-1))
  }, { flush: 'sync' })

  return {
    wasTold: position => told.some(each => isSame(each, position) && performance.now() < each.at + TOLD_MS),
  }

  /** Forgets positions that have been passed by, or has Slidev look at the latest again, and again while a window is too busy. */
  function follow(left: number): void {
    const there = address()
    const latest = announced.at(-1)!
    if (there && isSame(there, latest)) {
      announced = [latest]
    }
    else if (there && state.lastUpdate) {
      state.lastUpdate = {
        ...state.lastUpdate,
        type: otherType(),
      }
      if (left > 1)
        following = setTimeout(follow, FOLLOWED_MS, left - 1)
    }
  }

  function otherType(): 'presenter' | 'viewer' {
    return isPresenter()
      ? 'viewer'
      : 'presenter'
  }

  /** One after the other, for requests under way together may arrive in any order. */
  async function postPending(): Promise<void> {
    if (posting)
      return
    posting = true
    try {
      while (pendingUpdate) {
        const patch = pendingUpdate
        pendingUpdate = undefined
        await post(patch)
      }
    }
    catch {
      // The server is gone. When it is back, Vite reloads the window.
      sent = undefined
      prevails = false
    }
    finally {
      posting = false
    }
  }

  async function post(patch: PositionUpdate): Promise<void> {
    sent = patch
    state.$syncUp = true
    const answer = state.$patch(patch)
    state.$syncUp = isPresenter()
    await answer
  }
}

/** Where a window that opens has to go: to where the presenter is, if there is one and it is elsewhere. */
export function positionToJoin(state: SharedState, address: Position): Position | undefined {
  return state.lastUpdate?.type === 'presenter' && !isSame(state, address)
    ? positionOf(state)
    : undefined
}

function positionOf({ page, clicks }: Position): Position {
  return { page, clicks }
}

function updateOf({ page, clicks, clicksTotal, lastUpdate }: SharedState): PositionUpdate {
  return {
    page,
    clicks,
    clicksTotal,
    lastUpdate: lastUpdate && { ...lastUpdate },
  }
}

function isSame(one: Position, other: Position): boolean {
  return one.page === other.page && one.clicks === other.clicks
}
