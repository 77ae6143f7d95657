import type { PositionUpdate, SharedState } from '@slidev/client'
import type { Position } from '../../../components/slide/shared-position.ts'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { reactive } from 'vue'
import { positionToJoin, sharePosition } from '../../../components/slide/shared-position.ts'

type View = 'presenter' | 'viewer'

/** A state as vite-plugin-vue-server-ref makes it: what carries it is not enumerable. */
function sharedState(position: Position, lastUpdate?: PositionUpdate['lastUpdate']): SharedState {
  const state = reactive({ ...position, clicksTotal: 9, lastUpdate })
  for (const name of [
    '$syncUp',
    '$patch',
    '$onSet',
    '$onPatch',
  ])
    Object.defineProperty(state, name, { value: undefined, writable: true })
  return state as unknown as SharedState
}

/** A window at the first slide, with Slidev's part played as `setup/root.ts` of Slidev 53 plays it. */
function openWindow(view: View, position: Position = { page: 1, clicks: 0 }) {
  const state = sharedState(position)
  const sent: { patch: PositionUpdate, answer: (error?: Error) => void }[] = []
  const onSet: ((state: SharedState) => void)[] = []
  const onPatch: ((patch: PositionUpdate) => void)[] = []
  let timesPrevailed = 0
  let takenByServer: (patch: PositionUpdate) => void
  let address: Position | undefined = position
  Object.assign(state, {
    $onSet: (callback: (typeof onSet)[number]) => onSet.push(callback),
    $onPatch: (callback: (typeof onPatch)[number]) => onPatch.push(callback),
    async $patch(patch: PositionUpdate) {
      if (!state.$syncUp)
        return
      await new Promise<void>((resolve, reject) => sent.push({
        patch: structuredClone(patch),
        answer: error => error
          ? reject(error)
          : resolve(),
      }))
    },
  })
  const { wasTold } = sharePosition({
    state,
    address: () => address,
    isPresenter: () => view === 'presenter',
    onOrdered: callback => takenByServer = callback,
    onPrevail: () => timesPrevailed++,
  })

  /** Slidev writes where the window stands, after each navigation; clicks of a slide that is not mounted are 0 to it. */
  function write(mounted = true): void {
    state.page = address?.page ?? 1
    state.clicks = mounted && address
      ? address.clicks
      : 0
    state.lastUpdate = { id: view, type: view, time: 0 }
  }
  /** Somebody's patch comes in. */
  function take(position: Position, from: View = 'presenter'): void {
    const patch: PositionUpdate = {
      ...position,
      clicksTotal: 9,
      lastUpdate: { id: 'other', type: from, time: 0 },
    }
    onPatch.forEach(callback => callback(patch))
    // Objects are changed in place.
    const { lastUpdate } = state
    Object.assign(state, {
      ...patch,
      lastUpdate: lastUpdate
        ? Object.assign(lastUpdate, patch.lastUpdate)
        : patch.lastUpdate,
    })
  }

  /** Slidev goes where a window of the other type says. */
  function follow(mounted = true): void {
    if (state.lastUpdate?.type === view)
      return
    address = { page: state.page, clicks: state.clicks }
    write(mounted)
  }

  return {
    state,
    wasTold,
    address: () => address,
    timesPrevailed: () => timesPrevailed,
    patches: () => sent.map(({ patch: { page, clicks } }) => ({ page, clicks })),
    /** The server has taken the request that was sent at this place, and tells all windows so. */
    order: (index: number) => takenByServer(sent[index]!.patch),
    /** Lets the server answer it. */
    answer: async (index: number, error?: Error) => {
      sent[index]!.answer(error)
      await new Promise(resolve => setTimeout(resolve))
    },
    turn(to: Position | undefined, mounted = true) {
      address = to
      write(mounted)
    },
    /** Somebody's patch comes in, and Slidev follows. */
    receive(position: Position, { from = 'presenter' as View, mounted = true } = {}) {
      take(position, from)
      follow(mounted)
    },
    take,
    follow,
    write,
    receiveWhole(whole: Record<string, unknown>) {
      onSet.forEach(callback => callback(whole as unknown as SharedState))
      Object.assign(state, whole)
    },
  }
}

describe('sharePosition', () => {
  it.each(['presenter', 'viewer'] as const)('tells what is turned in a %s\'s window, once', (view) => {
    const window = openWindow(view)
    window.turn({ page: 1, clicks: 1 })
    window.turn({ page: 1, clicks: 1 })
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
    ])
  })

  it.each(['presenter', 'viewer'] as const)('sends nothing back that a %s\'s window was told', (view) => {
    const window = openWindow(view)
    window.receive({ page: 2, clicks: 3 }, {
      from: view === 'viewer'
        ? 'presenter'
        : 'viewer',
    })
    expect(window.state).toMatchObject({ page: 2, clicks: 3 })
    expect(window.patches()).toEqual([])
  })

  it.each(['presenter', 'viewer'] as const)('knows which pages a %s\'s window was told, and which were turned in it', (view) => {
    const window = openWindow(view)
    const from = view === 'viewer'
      ? 'presenter'
      : 'viewer'
    const at = (clicks: number): Position => ({ page: 1, clicks })
    window.turn(at(1))
    window.order(0)
    for (const clicks of [2, 3, 4])
      window.receive(at(clicks), { from })
    expect([
      window.wasTold(at(4)),
      window.wasTold(at(3)),
      window.wasTold(at(1)),
    ]).toEqual([true, false, false])
    window.take(at(3), from)
    expect(window.wasTold(at(3))).toBe(true)
    window.follow()
    expect([
      window.wasTold(at(4)),
      window.wasTold(at(2)),
    ]).toEqual([false, false])
    window.turn(at(4))
    expect([
      window.wasTold(at(4)),
      window.wasTold(at(3)),
    ]).toEqual([false, false])
  })

  it('tells when the page is turned back to where it was before', () => {
    const window = openWindow('viewer')
    window.receive({ page: 1, clicks: 1 })
    window.turn({ page: 1, clicks: 0 })
    expect(window.patches()).toEqual([
      { page: 1, clicks: 0 },
    ])
  })

  it('makes windows follow also their own kind', () => {
    const window = openWindow('viewer')
    window.receive({ page: 2, clicks: 1 }, { from: 'viewer' })
    expect(window.address()).toEqual({ page: 2, clicks: 1 })
    expect(window.patches()).toEqual([])
  })

  it('takes pointer and timer from a whole state, and never a position', () => {
    const window = openWindow('viewer')
    window.receive({ page: 2, clicks: 3 })
    window.receiveWhole({
      page: 2,
      clicks: 2,
      clicksTotal: 9,
      cursor: { x: 1, y: 2 },
      lastUpdate: { id: 'late', type: 'presenter', time: 0 },
    })
    expect(window.state).toMatchObject({
      page: 2,
      clicks: 3,
      cursor: { x: 1, y: 2 },
      lastUpdate: { id: 'viewer' },
    })
    expect(window.patches()).toEqual([])
  })

  it('keeps the clicks of a slide that is not mounted yet', () => {
    const window = openWindow('viewer')
    window.receive({ page: 2, clicks: 3 }, { mounted: false })
    expect(window.state).toMatchObject({ page: 2, clicks: 3 })
    expect(window.patches()).toEqual([])
  })

  it('sends nothing back of pages that it was told to turn and did not, because it was told the next', () => {
    const window = openWindow('viewer')
    window.take({ page: 1, clicks: 1 })
    window.take({ page: 1, clicks: 2 })
    window.write()
    expect(window.state).toMatchObject({ page: 1, clicks: 2 })
    window.take({ page: 1, clicks: 3 })
    window.turn({ page: 1, clicks: 2 })
    expect(window.state).toMatchObject({ page: 1, clicks: 3 })
    window.turn({ page: 1, clicks: 3 })
    expect(window.patches()).toEqual([])
  })

  it('has Slidev follow again when it was too busy to', async () => {
    const window = openWindow('viewer')
    window.turn({ page: 1, clicks: 1 })
    window.order(0)
    window.take({ page: 1, clicks: 2 })
    window.write()
    await expect.poll(() => {
      window.follow()
      return window.address()
    }).toEqual({ page: 1, clicks: 2 })
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
    ])
  })

  it('has Slidev follow as soon as it is no longer too busy to', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const window = openWindow('viewer')
    window.take({ page: 1, clicks: 2 })
    for (let busy = 0; busy < 5; busy++) {
      window.write()
      vi.advanceTimersByTime(50)
    }
    window.follow()
    expect(window.address()).toEqual({ page: 1, clicks: 2 })
    vi.runAllTimers()
    expect(window.patches()).toEqual([])
  })

  it.each(['after a while', 'after another navigation'])('tells a page that it has been told of and not taken, %s', (when) => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const window = openWindow('viewer')
    window.write()
    window.take({ page: 1, clicks: 1 })
    window.take({ page: 1, clicks: 0 })
    if (when === 'after a while')
      vi.runAllTimers()
    else
      window.write()
    window.turn({ page: 1, clicks: 1 })
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
    ])
  })

  it('tells nothing of a window that shows no slide', () => {
    const window = openWindow('viewer', { page: 2, clicks: 3 })
    window.turn(undefined)
    expect(window.state).toMatchObject({ page: 2, clicks: 3 })
    expect(window.patches()).toEqual([])
  })

  it('sends one request at a time, and then the latest position', async () => {
    const window = openWindow('presenter')
    for (const clicks of [1, 2, 3])
      window.turn({ page: 1, clicks })
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
    ])
    await window.answer(0)
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
      { page: 1, clicks: 3 },
    ])
    await window.answer(1)
    expect(window.patches()).toHaveLength(2)
  })

  it('drops what it has not told yet when it is told something', async () => {
    const window = openWindow('presenter')
    window.turn({ page: 1, clicks: 1 })
    window.turn({ page: 1, clicks: 2 })
    window.order(0)
    window.receive({ page: 5, clicks: 0 }, { from: 'viewer' })
    await window.answer(0)
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
    ])
  })

  it.each([true, false])('ends where the server took the last page from, if this window\'s is it: %s', async (isLast) => {
    const window = openWindow('presenter', { page: 1, clicks: 3 })
    window.turn({ page: 1, clicks: 4 })
    if (!isLast)
      window.order(0)
    window.receive({ page: 1, clicks: 2 }, { from: 'viewer' })
    if (isLast)
      window.order(0)
    await window.answer(0)
    const end = {
      page: 1,
      clicks: isLast
        ? 4
        : 2,
    }
    expect(window.address()).toEqual(end)
    expect(window.state).toMatchObject(end)
    expect(window.timesPrevailed()).toBe(isLast
      ? 1
      : 0)
    // And hears of what comes next, which nobody else asks for.
    window.receive({ page: 1, clicks: 5 }, { from: 'viewer' })
    window.turn({ page: 1, clicks: 6 })
    window.order(1)
    expect(window.address()).toEqual({ page: 1, clicks: 6 })
    expect(window.timesPrevailed()).toBe(isLast
      ? 1
      : 0)
  })

  it('goes on telling after a request that failed', async () => {
    const window = openWindow('presenter')
    window.turn({ page: 1, clicks: 1 })
    await window.answer(0, new TypeError('Failed to fetch'))
    window.receive({ page: 1, clicks: 7 }, { from: 'viewer' })
    window.turn({ page: 1, clicks: 2 })
    expect(window.patches()).toEqual([
      { page: 1, clicks: 1 },
      { page: 1, clicks: 2 },
    ])
  })

  it('leaves all else that is shared to the presenter', () => {
    const [presenter, viewer] = [
      openWindow('presenter'),
      openWindow('viewer'),
    ]
    for (const window of [presenter, viewer])
      window.turn({ page: 1, clicks: 1 })
    expect(presenter.state.$syncUp).toBe(true)
    expect(viewer.state.$syncUp).toBe(false)
  })
})

describe('positionToJoin', () => {
  const told = (type: View): SharedState => sharedState({ page: 5, clicks: 2 }, { id: 'other', type, time: 0 })

  it('is the presenter\'s, where a window opens elsewhere', () => {
    expect(positionToJoin(told('presenter'), { page: 1, clicks: 0 })).toEqual({ page: 5, clicks: 2 })
    expect(positionToJoin(told('presenter'), { page: 5, clicks: 0 })).toEqual({ page: 5, clicks: 2 })
  })

  it.each([
    [
      'a window opens at the presenter\'s position',
      told('presenter'),
      { page: 5, clicks: 2 },
    ],
    [
      'no presenter has told one',
      told('viewer'),
      { page: 1, clicks: 0 },
    ],
    [
      'nobody has told one',
      sharedState({ page: 0, clicks: 0 }),
      { page: 1, clicks: 0 },
    ],
  ])('is none where %s', (_, state, address) => {
    expect(positionToJoin(state, address)).toBeUndefined()
  })
})
