import type { ComputedRef, Ref, StyleValue } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed, onMounted, onUnmounted, shallowRef } from 'vue'

export interface UseCounterScaleReturn {
  /** The box's content in window pixels; 0 × 0 while its slide is hidden. */
  size: ComputedRef<{ width: number, height: number }>
  /** Puts an absolutely positioned child of the box at exactly the box's place, one of its pixels to one of the window's. */
  style: ComputedRef<StyleValue>
}

/**
 * Undoes a slide's scale inside a box. xterm maps the mouse to cells in unscaled pixels and is wrong under any transform
 * (xterm.js issue 6023); text drawn at its real size is also sharper than scaled text. Call in `setup` of a component on a slide.
 */
export function useCounterScale(box: Readonly<Ref<HTMLElement | null>>): UseCounterScaleReturn {
  const { $scale, $zoom } = useSlideContext()
  const layout = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    // Layout pixels: transforms do not change `contentRect`.
    layout.value = entry!.contentRect
  })
  onMounted(() => observer.observe(box.value!))
  onUnmounted(() => observer.disconnect())

  const scale = computed(() => $scale.value * $zoom.value)
  const size = computed(() => ({
    width: layout.value.width * scale.value,
    height: layout.value.height * scale.value,
  }))
  const style = computed<StyleValue>(() => ({
    width: `${size.value.width}px`,
    height: `${size.value.height}px`,
    transform: `scale(${1 / scale.value})`,
    transformOrigin: '0 0',
  }))
  return { size, style }
}
