import type { Ref } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed } from 'vue'

/** The part of Slidev's navigation that slide furniture reads. */
interface DeckNav {
  readonly slides: readonly { readonly no: number, readonly meta: { readonly slide: { readonly note?: string } } }[]
}

export interface UseDeckReturn {
  /** Number of the slide, from 1. */
  page: Readonly<Ref<number>>
  /** Speaker's note of this slide. */
  note: Readonly<Ref<string>>
  /** Speaker's notes of all slides, in order. */
  notes: Readonly<Ref<string[]>>
}

/** What slide furniture knows about its slide and deck. Call in `setup`. */
export function useDeck(): UseDeckReturn {
  const { $nav, $page } = useSlideContext()
  const notes = computed(() => ($nav.value as unknown as DeckNav).slides.map(route => route.meta.slide.note ?? ''))
  return {
    page: $page,
    note: computed(() => notes.value[$page.value - 1] ?? ''),
    notes,
  }
}
