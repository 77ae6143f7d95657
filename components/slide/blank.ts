import type { ComputedRef } from 'vue'
import shared from 'server-ref:blank'
import { computed } from 'vue'
import { published } from '../terminal/published.ts'
import { isWatchOnly } from '../terminal/window-token.ts'

/** The hall sees black: the same in all windows of a talk, also in those that come late. On a published site, of this window alone. */
export const isBlank: ComputedRef<boolean> = computed(() => shared.value === true)

/** This window may blank the screen. The server says so too. */
export function mayBlank(): boolean {
  return published || !isWatchOnly()
}

/** Makes the hall's screen black, or shows the slides again. Nothing happens in windows that only watch. */
export function setBlank(blank: boolean): void {
  if (mayBlank())
    shared.value = blank
}
