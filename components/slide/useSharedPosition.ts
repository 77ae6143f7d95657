import type { Ref } from 'vue'
import { sharedState, useNav } from '@slidev/client'
import { positionToJoin, sharePosition } from './shared-position.ts'

/** The part of Slidev's navigation that says where a window stands. */
interface WindowNav {
  readonly currentSlideNo: Readonly<Ref<number>>
  /** Clicks as the address has them. */
  readonly queryClicks: Readonly<Ref<number>>
  /** The address is one of a slide. */
  readonly hasPrimarySlide: Readonly<Ref<boolean>>
  readonly isPresenter: Readonly<Ref<boolean>>
}

/**
 * Keeps the windows of a talk at one position, so that no press of the clicker gets lost. Call in Slidev's root setup, before Slidev
 * begins to share. Built decks, which have no server, are left alone.
 */
export function useSharedPosition(): void {
  if (!__SLIDEV_HAS_SERVER__)
    return
  const nav = useNav()
  const { currentSlideNo, queryClicks, hasPrimarySlide, isPresenter } = nav as unknown as WindowNav

  sharePosition({
    state: sharedState,
    isPresenter: () => isPresenter.value,
    address: () => hasPrimarySlide.value
      ? { page: currentSlideNo.value, clicks: queryClicks.value }
      : undefined,
  })

  // A projector opened or reloaded in the middle of the talk joins it, and does not take the presenter to its own address.
  const stop = nav.router.beforeResolve((to) => {
    stop()
    const join = to.name === 'play' && !('print' in to.query)
      ? positionToJoin(sharedState, {
          page: Number(to.params.no),
          clicks: Number(to.query.clicks ?? 0),
        })
      : undefined
    return join && {
      name: 'play',
      params: { no: join.page },
      query: { ...to.query, clicks: join.clicks || undefined },
      replace: true,
    }
  })
}
