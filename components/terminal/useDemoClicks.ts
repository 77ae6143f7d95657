import type { ComputedRef } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed, onMounted, onUnmounted, shallowRef } from 'vue'
import { shownSteps } from './shown-steps.ts'

export interface UseDemoClicksOptions {
  /** Steps of the demo; each takes one click. */
  steps: number
  /**
   * Click that types the first step, as Slidev's `v-click` takes it.
   * @default '+1'
   */
  at?: string | number
}

export interface UseDemoClicksReturn {
  /** Steps that the slide's clicks stand for. */
  shown: ComputedRef<number>
  /** Sets the slide's clicks to just before the demo's first step. */
  rewind: () => void
}

let registered = 0

/** Registers a demo's steps as clicks of its slide. Call in `setup`. */
export function useDemoClicks({ steps, at = '+1' }: UseDemoClicksOptions): UseDemoClicksReturn {
  const { $clicksContext } = useSlideContext()
  const key = `demo-clicks-${++registered}`
  const since = shallowRef<ReturnType<typeof $clicksContext.calculateSince>>(null)

  onMounted(() => {
    since.value = $clicksContext.calculateSince(at, steps)
    $clicksContext.register(key, since.value)
  })
  onUnmounted(() => $clicksContext.unregister(key))

  return {
    shown: computed(() => since.value
      ? shownSteps(since.value.currentOffset.value, steps)
      : 0),
    rewind() {
      if (since.value)
        $clicksContext.current = Math.max(since.value.start - 1, $clicksContext.clicksStart)
    },
  }
}
