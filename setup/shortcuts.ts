import { defineShortcutsSetup } from '@slidev/types'

/**
 * A key that is held down is one press: a stuck clicker must not run a demo to its end. And there are clickers that send the arrows up and
 * down, by which Slidev would leave a demo out; Shift with those to the left and right does that.
 */
export default defineShortcutsSetup(({ next, prev }, shortcuts) => {
  const functions: Readonly<Record<string, () => unknown>> = { next_down: next, prev_up: prev }
  return shortcuts.map(shortcut => ({
    ...shortcut,
    fn: functions[shortcut.name ?? ''] ?? shortcut.fn,
    autoRepeat: false,
  }))
})
