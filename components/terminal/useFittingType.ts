import type { ShallowRef } from 'vue'
import { onBeforeUnmount, onMounted, onUpdated } from 'vue'

export interface UseFittingTypeOptions {
  /** Size of the type where there is room, in pixels. */
  size: number
  /** Smallest size; what does not fit then has to be scrolled. */
  least: number
}

/** Makes the type of a box smaller, down to a limit, until all of its text stands in it: whenever the text or the box changes. Call in `setup`. */
export function useFittingType(box: Readonly<ShallowRef<HTMLElement | null>>, { size, least }: UseFittingTypeOptions): void {
  function fit(): void {
    const element = box.value
    if (!element)
      return
    for (let pixels = size; pixels >= least; pixels--) {
      element.style.fontSize = `${pixels}px`
      if (element.scrollHeight <= element.clientHeight)
        return
    }
  }

  let observer: ResizeObserver | undefined
  onMounted(() => {
    observer = new ResizeObserver(fit)
    observer.observe(box.value!)
  })
  onUpdated(fit)
  onBeforeUnmount(() => observer?.disconnect())
}
