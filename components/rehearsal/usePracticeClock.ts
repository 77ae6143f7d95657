import type { Ref } from 'vue'
import type { PracticeRequest, PracticeState } from '../../scripts/protocol/practice.ts'
import { useNav } from '@slidev/client'
import * as v from 'valibot'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { PRACTICE_PATH, practiceState } from '../../scripts/protocol/practice.ts'

/** Milliseconds between two looks at the time: often enough that no second is skipped on screen. */
const TICK_MS = 250

/** The part of Slidev's navigation that says where a window stands. */
interface WindowNav {
  readonly currentSlideNo: Readonly<Ref<number>>
  readonly isPresenter: Readonly<Ref<boolean>>
}

export interface UsePracticeClockReturn {
  /** The window is a presenter's. Others neither show the clock nor move it. */
  isPresenter: Readonly<Ref<boolean>>
  /** How the time stands now; undefined before the server's first answer. */
  state: Readonly<Ref<PracticeState | undefined>>
  /** The server did not take what was said last. */
  lost: Readonly<Ref<boolean>>
  /** Lets the clock stand, go on, or start over. */
  ask: (action: NonNullable<PracticeRequest['action']>) => void
}

/** Tells the server which slide a presenter's window shows, and shows the time that the server counts. Call in `setup`. */
export function usePracticeClock(): UsePracticeClockReturn {
  const { currentSlideNo, isPresenter } = useNav() as unknown as WindowNav
  const answered = shallowRef<{ state: PracticeState, at: number }>()
  const lost = shallowRef(false)
  const now = shallowRef(performance.now())
  let telling = Promise.resolve()

  async function tell(request: PracticeRequest): Promise<void> {
    try {
      const response = await fetch(PRACTICE_PATH, {
        method: 'POST',
        body: JSON.stringify(request),
      })
      if (!response.ok)
        throw new Error(`${response.status} ${await response.text()}`)
      const state = v.parse(practiceState, await response.json())
      now.value = performance.now()
      answered.value = { state, at: now.value }
      lost.value = false
    }
    catch (error) {
      console.warn('The practice clock was not told where this window stands.', error)
      lost.value = true
    }
  }
  /** One after the other, for requests under way together may arrive in any order. */
  function queue(action?: PracticeRequest['action']): void {
    if (isPresenter.value) {
      telling = telling.then(() => tell({
        slide: currentSlideNo.value,
        ...action && { action },
      }))
    }
  }

  watch([currentSlideNo, isPresenter], () => queue(), { immediate: true })
  const timer = setInterval(() => now.value = performance.now(), TICK_MS)
  onScopeDispose(() => clearInterval(timer))

  return {
    isPresenter,
    lost,
    ask: queue,
    state: computed(() => {
      if (!answered.value?.state.running)
        return answered.value?.state
      const { state, at } = answered.value
      const passed = (now.value - at) / 1000
      return {
        ...state,
        chapters: state.chapters.map((chapter, index) => index === state.chapter
          ? { ...chapter, seconds: chapter.seconds + passed }
          : chapter),
      }
    }),
  }
}
