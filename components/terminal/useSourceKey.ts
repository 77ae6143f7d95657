import { onMounted, onUnmounted } from 'vue'

/** Switches a demo between its machine and its recording. Not a key of Slidev's. */
export const SOURCE_KEY = 'r'

export interface UseSourceKeyOptions {
  /** The demo is shown, and this window may switch it. */
  enabled: () => boolean
  onSwitch: () => void
}

/** Listens for the key while no pane or field has the focus; there it is a letter. Call in `setup`. */
export function useSourceKey({ enabled, onSwitch }: UseSourceKeyOptions): void {
  function onKeydown(event: KeyboardEvent): void {
    const { key, ctrlKey, altKey, metaKey, repeat, target } = event
    // Layouts without Latin letters have been seen to (`translateLetterKeys`).
    if (key.toLowerCase() !== SOURCE_KEY || ctrlKey || altKey || metaKey || repeat || !enabled())
      return
    if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]'))
      return
    event.preventDefault()
    onSwitch()
  }
  onMounted(() => addEventListener('keydown', onKeydown))
  onUnmounted(() => removeEventListener('keydown', onKeydown))
}
