import type { ComputedRef } from 'vue'
import { useIsSlideActive, useNav, useSlideContext } from '@slidev/client'
import { computed } from 'vue'

export interface UseLiveSlideReturn {
  /** This copy of the slide may open terminals. Previews, the overview and print copies may not. */
  live: ComputedRef<boolean>
  /** It may, and its slide is the one shown. */
  active: ComputedRef<boolean>
  /** It may, and its slide is shown or the next one. */
  near: ComputedRef<boolean>
  /** It stands in the presenter's view, which the audience does not see. */
  presenterView: ComputedRef<boolean>
}

/** Tells what the copy of a slide that a component stands in is for. Call in `setup`. */
export function useLiveSlide(): UseLiveSlideReturn {
  const { $renderContext, $page, $nav } = useSlideContext()
  const { isPrintMode } = useNav()
  const shown = useIsSlideActive()
  const live = computed(() => !isPrintMode.value
    && ($renderContext.value === 'slide' || $renderContext.value === 'presenter'))
  return {
    live,
    active: computed(() => live.value && shown.value),
    near: computed(() => live.value && [$page.value, $page.value - 1].includes($nav.value.currentSlideNo)),
    presenterView: computed(() => live.value && $renderContext.value === 'presenter'),
  }
}
