import type { Ref } from 'vue'
import { onUnmounted, watch } from 'vue'
import { askBeforeLeaving } from '../slide/ask-before-leaving.ts'
import { holdKeys } from '../slide/keyboard-lock.ts'

/** Keys that shells know and browsers take: close, new tab, new window, reload, and those that end full screen. */
const HELD = [
  'KeyW',
  'KeyT',
  'KeyN',
  'KeyR',
  'Escape',
  'F11',
]

/**
 * Keeps the shell's reflexes from harming the talk while a pane has the focus: what closes or reloads the window is the page's where the
 * browser allows that, and where it does not, the browser asks before it leaves. Call in `setup`.
 */
export function useGuardedFocus(focused: Readonly<Ref<boolean>>): void {
  let ends: (() => void)[] = []

  function release(): void {
    ends.forEach(end => end())
    ends = []
  }

  watch(focused, (isFocused) => {
    release()
    if (isFocused) {
      ends = [
        askBeforeLeaving(),
        holdKeys(HELD),
      ]
    }
  }, { flush: 'sync' })
  onUnmounted(release)
}
