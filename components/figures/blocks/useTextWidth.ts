import type { Ref } from 'vue'
import { onMounted, shallowRef } from 'vue'
import { textWidth } from './measure-text.ts'

/** How a text of a figure is set. */
export type TextKind = 'words' | 'mono' | 'name'

/** Pixels per character, until the fonts are known. */
const GUESS = 10

/** Measures texts of a figure as the fonts at this element draw them. Reactive: once the fonts have come, the answer is another one. */
export function useTextWidth(root: Readonly<Ref<HTMLElement | undefined>>): (text: string, kind: TextKind) => number {
  const fonts = shallowRef<Record<TextKind, string>>()
  onMounted(async () => {
    await document.fonts.ready
    const style = getComputedStyle(root.value!)
    const [sans, mono] = ['--cbu-font-sans', '--cbu-font-mono'].map(name => style.getPropertyValue(name))
    fonts.value = { words: `20px ${sans}`, mono: `20px ${mono}`, name: `700 20px ${sans}` }
  })
  return (text, kind) => fonts.value
    ? textWidth(text, fonts.value[kind])
    : text.length * GUESS
}
