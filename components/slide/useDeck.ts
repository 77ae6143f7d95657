import type { SlideNote } from '@slidev/client'
import type { Ref } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed } from 'vue'

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
  const notes = computed(() => $nav.value.slides.map(({ meta: { slide } }) => noteOf(slide)))
  return {
    page: $page,
    note: computed(() => notes.value[$page.value - 1] ?? ''),
    notes,
  }
}

/** Built decks have notes as HTML alone. */
function noteOf({ note, noteHTML }: SlideNote): string {
  if (note || !noteHTML)
    return note ?? ''
  return new DOMParser().parseFromString(noteHTML, 'text/html').body.textContent
}
