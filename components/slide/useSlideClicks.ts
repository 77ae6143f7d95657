import type { ComputedRef } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed, onMounted, onUnmounted, shallowRef } from 'vue'
import { clicksDone } from './clicks-done.ts'

export interface UseSlideClicksOptions {
  /** Clicks that the part of the slide takes: one per press of a demo, one per stage of a figure. */
  count: number
  /**
   * Its first click, as Slidev's `v-click` takes it.
   * @default '+1'
   */
  at?: string | number
}

export interface UseSlideClicksReturn {
  /** How many of them have happened. */
  done: ComputedRef<number>
  /** Sets the slide's clicks to where so many of them have happened. */
  standAt: (count: number) => void
}

let registered = 0

/** Registers clicks of the slide for a demo or a figure. Call in `setup`. */
export function useSlideClicks({ count, at = '+1' }: UseSlideClicksOptions): UseSlideClicksReturn {
  const { $clicksContext } = useSlideContext()
  const key = `slide-clicks-${++registered}`
  const since = shallowRef<ReturnType<typeof $clicksContext.calculateSince>>(null)

  onMounted(() => {
    since.value = $clicksContext.calculateSince(at, count)
    $clicksContext.register(key, since.value)
  })
  onUnmounted(() => $clicksContext.unregister(key))

  return {
    done: computed(() => since.value
      ? clicksDone(since.value.currentOffset.value, count)
      : 0),
    standAt(done) {
      if (since.value)
        $clicksContext.current = Math.max(since.value.start - 1 + done, $clicksContext.clicksStart)
    },
  }
}
