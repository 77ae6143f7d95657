import { watch } from 'vue'

/** Where a window stands in the deck. */
export interface Position {
  /** Number of the slide, from 1. */
  page: number
  clicks: number
}

/** What one window tells the others when it has turned a page. */
export interface Told extends Position {
  clicksTotal: number
  /** Slidev follows what a window of the other type wrote. */
  lastUpdate?: { id: string, type: 'presenter' | 'viewer', time: number }
}

/**
 * Slidev's state that all windows share, after `state/shared.ts` of Slidev 53. The members with `$` are of vite-plugin-vue-server-ref,
 * which carries it: a change is posted whole to the server some milliseconds later, and the server passes it on to all other windows.
 */
export interface SharedState extends Told {
  /** Changes made here are posted. */
  $syncUp: boolean
  /** Changes some properties and posts only these, at once. Does nothing without `$syncUp`. */
  $patch: (patch: Told) => Promise<unknown>
  /** Calls back before somebody's whole state is taken over. */
  $onSet: (callback: (state: SharedState) => void) => void
  /** Calls back before somebody's patch is taken over. */
  $onPatch: (callback: (patch: Told) => void) => void
}

export interface SharePositionOptions {
  state: SharedState
  /** Position in the window's address; undefined where it shows something else than slides. */
  address: () => Position | undefined
  /** The window is a presenter's. */
  isPresenter: () => boolean
}

/**
 * After this time, a window that was told a position should be there. Slidev takes none while a page is turning, and a busy window is
 * told several at once.
 */
const FOLLOWED_MS = 50

/**
 * Makes a window tell the others only the pages that were turned in it. Slidev's own windows also send back what they have been told,
 * and with it whatever else they share; on a busy computer that comes late, and takes the presenter back by a press of the clicker.
 *
 * So positions travel as patches, sent by the window where they came about, and all else that is shared brings no position along.
 * Slidev still decides when there is something to tell, and follows what is received. Call in `setup`.
 */
export function sharePosition({ state, address, isPresenter }: SharePositionOptions): void {
  /** Positions that the other windows know of, up to the latest; the first is this window's, the rest it was told and has yet to take. */
  let known: Position[] = [
    positionOf(state),
  ]
  let following: ReturnType<typeof setTimeout> | undefined
  let untold: Told | undefined
  let telling = false

  // Pointer and timer are the presenter's. All that another window could post is what it was told.
  watch(isPresenter, presents => state.$syncUp = presents, { immediate: true, flush: 'sync' })

  state.$onSet((received) => {
    const { page, clicks, clicksTotal, lastUpdate } = state
    Object.assign(received, {
      page,
      clicks,
      clicksTotal,
      lastUpdate,
    })
  })
  state.$onPatch((patch) => {
    known.push(positionOf(patch))
    untold = undefined
    // Every window is to follow, also another projector: there is nobody who passes it on.
    if (patch.lastUpdate)
      patch.lastUpdate.type = otherType()
    clearTimeout(following)
    following = setTimeout(follow, FOLLOWED_MS)
  })

  // What Slidev writes last, and always, when it wants to tell the window's position; also of a page that was not turned in the end.
  watch(() => state.lastUpdate, () => {
    const there = address()
    // Not what Slidev has written: to it, a slide that is not mounted yet has no clicks, and the overview is the first slide.
    const reached = there && known.findLastIndex(position => isSame(position, there))
    if (there && reached === -1) {
      known = [
        there,
        positionOf(state),
      ]
      clearTimeout(following)
      untold = toldOf(state)
      void tell()
      return
    }
    known = known.slice(reached)
    Object.assign(state, known.at(-1))
  }, { flush: 'sync' })

  /** Forgets positions that have been passed by, or has Slidev look at the latest again. */
  function follow(): void {
    const there = address()
    const latest = known.at(-1)!
    if (there && isSame(there, latest)) {
      known = [latest]
    }
    else if (there && state.lastUpdate) {
      state.lastUpdate = {
        ...state.lastUpdate,
        type: otherType(),
      }
    }
  }

  function otherType(): 'presenter' | 'viewer' {
    return isPresenter()
      ? 'viewer'
      : 'presenter'
  }

  /** One after the other, for requests under way together may arrive in any order. */
  async function tell(): Promise<void> {
    if (telling)
      return
    telling = true
    try {
      while (untold) {
        const patch = untold
        untold = undefined
        await post(patch)
      }
    }
    catch {
      // The server is gone. When it is back, Vite reloads the window.
    }
    finally {
      telling = false
    }
  }

  async function post(patch: Told): Promise<void> {
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

function toldOf({ page, clicks, clicksTotal, lastUpdate }: SharedState): Told {
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
