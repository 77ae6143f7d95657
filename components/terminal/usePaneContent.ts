import type { ComputedRef, Ref } from 'vue'
import { onUnmounted, shallowRef, watch } from 'vue'
import { errorMessage } from '../../scripts/base/error-message.ts'
import { watchPixelRatio } from './watch-pixel-ratio.ts'

export interface UsePaneContentOptions {
  /** What it is called in messages, such as `terminal`. */
  name: string
  /** Space in window pixels; 0 × 0 while hidden. */
  size: ComputedRef<{ width: number, height: number }>
  /** It is to be there; it is made the first time this is true and the size is known. */
  wanted: () => boolean
  /** Loads and makes it. After the load, `isGone` says whether nobody needs it any more. */
  make: (isGone: () => boolean) => Promise<void>
  /** Fits it to its space. Called also before it is made. */
  fit: () => void
  dispose: () => void
}

/** What a pane shows: made once, when it is wanted, and fitted to its box from then on. Call in `setup`. Returns why there is none. */
export function usePaneContent({ name, size, wanted, make, fit, dispose }: UsePaneContentOptions): Readonly<Ref<string | undefined>> {
  const failure = shallowRef<string>()
  let isBegun = false
  let isGone = false

  async function makeOnce(): Promise<void> {
    isBegun = true
    try {
      await make(() => isGone)
    }
    catch (error) {
      isBegun = false
      failure.value = `The ${name} could not be loaded (${errorMessage(error)}). Reload this window.`
    }
  }

  watch(() => wanted() && size.value.width > 0 && size.value.height > 0, (ready) => {
    if (ready && !isBegun)
      void makeOnce()
  }, { immediate: true, flush: 'post' })
  watch(size, fit, { flush: 'post' })
  const zoom = watchPixelRatio(fit)

  onUnmounted(() => {
    isGone = true
    zoom.dispose()
    dispose()
  })
  return failure
}
