import type { Ref } from 'vue'
import type { TerminalKeyAction } from './terminal-key.ts'
import { lockShortcuts, useSlideContext } from '@slidev/client'
import { onUnmounted, watch } from 'vue'
import { terminalKeyAction } from './terminal-key.ts'
import { useGuardedFocus } from './useGuardedFocus.ts'

export interface UsePaneKeysOptions {
  /** Keys go to the pane. */
  focused: Readonly<Ref<boolean>>
  /** The focus is to go. */
  onLeave: () => void
  /** What Ctrl+Shift+C copies. */
  selection: () => string
}

/**
 * Sorts keys between shell, deck and browser. The returned handler is for `keydown` in the capture phase on an element around the
 * terminal: what it keeps never reaches xterm or Slidev. Slidev's own shortcuts are locked while the pane has the focus.
 */
export function usePaneKeys({ focused, onLeave, selection }: UsePaneKeysOptions): (event: KeyboardEvent) => void {
  const { $nav } = useSlideContext()
  useGuardedFocus(focused)
  let unlock: (() => void) | undefined

  function release(): void {
    unlock?.()
    unlock = undefined
  }
  watch(focused, isFocused => isFocused
    ? unlock ??= lockShortcuts()
    : release(), { flush: 'sync' })
  onUnmounted(release)

  const handled: Partial<Record<TerminalKeyAction, () => unknown>> = {
    next: () => $nav.value.next(),
    previous: () => $nav.value.prev(),
    leave: onLeave,
    copy: () => selection() && navigator.clipboard.writeText(selection()),
  }

  return (event) => {
    const action = terminalKeyAction(event)
    if (action === 'shell')
      return
    event.stopPropagation()
    const handle = handled[action]
    if (handle) {
      event.preventDefault()
      // A clicker that is held down asks for one step, not for the whole demo.
      if (!event.repeat)
        handle()
    }
  }
}
