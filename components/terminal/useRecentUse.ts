import type { Ref } from 'vue'
import { onMounted, onUnmounted, shallowRef } from 'vue'

export interface UseRecentUseOptions {
  /** Milliseconds without the mouse after which a box is left alone again. @default 3000 */
  lasts?: number
}

/** Whether somebody has just moved the mouse over a box, or touched it. Call in `setup`. */
export function useRecentUse(box: Readonly<Ref<HTMLElement | null>>, { lasts = 3_000 }: UseRecentUseOptions = {}): Readonly<Ref<boolean>> {
  const used = shallowRef(false)
  let place: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function onPointer({ type, screenX, screenY }: PointerEvent): void {
    const before = place
    place = `${screenX} ${screenY}`
    // Browsers also tell of a mouse that rests, while something moves below it; and where a mouse has been all the time is no use of it.
    if (type === 'pointermove' && (before === place || before === undefined))
      return
    used.value = true
    clearTimeout(timer)
    timer = setTimeout(() => used.value = false, lasts)
  }

  onMounted(() => {
    for (const type of ['pointermove', 'pointerdown'] as const)
      box.value!.addEventListener(type, onPointer, { capture: true })
  })
  onUnmounted(() => clearTimeout(timer))
  return used
}
