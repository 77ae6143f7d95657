import { useNav } from '@slidev/client'
import { onScopeDispose } from 'vue'
import { published } from '../terminal/published.ts'
import { isWatchOnly } from '../terminal/window-token.ts'
import { isBlank, mayBlank, setBlank } from './blank.ts'
import { guardWindow } from './guard-window.ts'
import { translateLetterKeys } from './layout-free-keys.ts'
import { releaseFocusAfterClicks } from './release-focus.ts'
import { watchDeckKeys } from './watch-deck-keys.ts'

/**
 * Lets the keys of keyboards and clickers work in every window of a talk, wherever the mouse clicked last and whatever the layout of the
 * keyboard, and keeps them from ending it. Call in Slidev's root setup.
 */
export function useDeckKeys(): void {
  const { isPlaying, isPresenter } = useNav()
  onScopeDispose(releaseFocusAfterClicks())
  // First, so that what it translates is all that the others see.
  onScopeDispose(translateLetterKeys())
  onScopeDispose(watchDeckKeys({
    isBlank: () => isBlank.value,
    // On a published site, the presenter's view has no hall.
    mayBlank: () => mayBlank() && (isPlaying.value || (isPresenter.value && !published)),
    setBlank,
    inTalk: !published,
  }))
  if (!published && !isWatchOnly())
    onScopeDispose(guardWindow())
}
