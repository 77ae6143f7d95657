import type { PositionUpdate } from '@slidev/client'
import type { ShallowRef } from 'vue'
import type { RouteLocationNormalized } from 'vue-router'
import type { Position, SharePositionReturn } from './shared-position.ts'
import { sharedState, useNav } from '@slidev/client'
import { shallowRef } from 'vue'
import { isWatchOnly } from '../terminal/window-token.ts'
import { positionToJoin, sharePosition } from './shared-position.ts'

/** What another window has asked of a demo's machine, as it turned its page, is there by then. */
const ASKED_MS = 250
let shared: SharePositionReturn | undefined
const prevailed = shallowRef(0)

/** How often pages were turned in this window and another one at once, and this one's was the last. */
export const timesPrevailed: Readonly<ShallowRef<number>> = prevailed

/** This window stands there because another one said so, and not because a page was turned in it. */
export function wasToldToStand(position: Position): boolean {
  return shared?.wasTold(position) ?? false
}

/**
 * Keeps the windows of a talk at one position, so that no press of the clicker gets lost. Call in Slidev's root setup, before Slidev
 * begins to share. Built decks, which have no server, are left alone.
 */
export function useSharedPosition(): void {
  if (!__SLIDEV_HAS_SERVER__)
    return
  const { currentSlideNo, queryClicks, hasPrimarySlide, isPresenter, router } = useNav()

  shared = sharePosition({
    state: sharedState,
    isPresenter: () => isPresenter.value,
    tells: () => !isWatchOnly(),
    onOrdered: callback => import.meta.hot?.on('vue-server-ref', ({ key, patch }: { key: string, patch?: Partial<PositionUpdate> }) => {
      if (key === 'nav' && patch)
        callback(patch)
    }),
    onPrevail: () => setTimeout(() => prevailed.value++, ASKED_MS),
    address: () => hasPrimarySlide.value
      ? { page: currentSlideNo.value, clicks: queryClicks.value }
      : undefined,
  })

  // A projector opened or reloaded in the middle of the talk joins it, and does not take the presenter to its own address.
  const stop = router.beforeResolve((to) => {
    stop()
    if (!joins(to))
      return
    const join = positionToJoin(sharedState, {
      page: Number(to.params.no),
      clicks: Number(to.query.clicks ?? 0),
    })
    return join && {
      name: to.name!,
      params: { no: join.page },
      query: { ...to.query, clicks: join.clicks || undefined },
      replace: true,
    }
  })

  /** A presenter who opens another slide, or a click of one, wants to go there; who opens the printed address again wants the talk back. */
  function joins({ name, params, query }: RouteLocationNormalized): boolean {
    if (name === 'play')
      return !('print' in query)
    return name === 'presenter' && !('clicks' in query) && [1, sharedState.page].includes(Number(params.no))
  }
}
