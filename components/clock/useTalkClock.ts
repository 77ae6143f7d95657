import type { ComputedRef, Ref } from 'vue'
import { sharedState, useNav } from '@slidev/client'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { chapterTime, enterChapter, pauseTimer, startTimer, STOPPED_TIMER, talkTime } from '../../scripts/protocol/talk-timer.ts'
import { isWatchOnly } from '../terminal/window-token.ts'

/** Milliseconds between two looks at the time: often enough that no second is skipped on screen. */
const TICK_MS = 250

export interface UseTalkClockReturn {
  status: ComputedRef<'stopped' | 'running' | 'paused'>
  /** Whole seconds that the talk has been going on. */
  talk: ComputedRef<number>
  /** Whole seconds that it has been in the present chapter. */
  chapter: ComputedRef<number>
  /** This window may start, pause and reset the clock. */
  editable: boolean
  /** Starts the clock, lets it stand, or go on. */
  toggle: () => void
  /** Back to nothing, until the first slide is left again or somebody starts the clock. */
  reset: () => void
}

/**
 * The clock that all presenters' windows share. It starts when the talk leaves its first slide. `chapter` is the index of the one that the
 * window shows, once that is known. Call in `setup` of something that only a presenter's window has.
 */
export function useTalkClock(chapter: Readonly<Ref<number | undefined>>): UseTalkClockReturn {
  const { currentSlideNo } = useNav()
  const editable = !isWatchOnly()
  const now = shallowRef(Date.now())
  const ticking = setInterval(() => now.value = Date.now(), TICK_MS)
  onScopeDispose(() => clearInterval(ticking))

  const status = computed(() => sharedState.timer.status)
  /** A press, or somebody else's, counts from when it was seen. */
  const time = computed(() => Math.max(now.value, sharedState.timer.startedAt, sharedState.timer.pausedAt))

  if (editable) {
    watch(currentSlideNo, (_, before) => {
      if (before === 1 && status.value === 'stopped')
        sharedState.timer = startTimer(sharedState.timer, Date.now())
    })
    watch([chapter, status], ([index]) => {
      if (index !== undefined)
        sharedState.timer = enterChapter(sharedState.timer, index, Date.now())
    }, { immediate: true })
  }

  return {
    status,
    talk: computed(() => Math.floor(talkTime(sharedState.timer, time.value) / 1000)),
    chapter: computed(() => chapter.value === undefined
      ? 0
      : Math.floor(chapterTime(sharedState.timer, chapter.value, time.value) / 1000)),
    editable,
    toggle() {
      sharedState.timer = status.value === 'running'
        ? pauseTimer(sharedState.timer, Date.now())
        : startTimer(sharedState.timer, Date.now())
    },
    reset() {
      sharedState.timer = { ...STOPPED_TIMER }
    },
  }
}
