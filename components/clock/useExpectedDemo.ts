import type { ComputedRef, Ref } from 'vue'
import type { PlannedDemo } from '../../scripts/protocol/talk-plan.ts'
import type { Expectation } from './expected-demo.ts'
import type { ExpectedDemo } from './expected-words.ts'
import { computed, onScopeDispose, watch } from 'vue'
import { useDemoSession } from '../terminal/useDemoSession.ts'
import { useDemoSocket } from '../terminal/useDemoSocket.ts'
import { createExpectation } from './expected-demo.ts'

/** A demo at most so many slides away has its machine started. */
const SOON_SLIDES = 3

export interface UseExpectedDemoOptions {
  /** Number of the slide that the window shows. */
  slide: Readonly<Ref<number>>
  /** The demo that comes next, if there is one. */
  next: Readonly<Ref<PlannedDemo | undefined>>
  /** The demo that the slide shows, if it shows one. */
  here: Readonly<Ref<PlannedDemo | undefined>>
}

export interface UseExpectedDemoReturn {
  /** How it stands with the next demo; undefined before the server has said so. */
  expected: ComputedRef<ExpectedDemo | undefined>
  /** What the server calls its machines: "on …". */
  machine: Readonly<Ref<string | undefined>>
}

let shared: Expectation | undefined

/** Has the server start the next demo's machine ahead of its slide, and says how it stands. Call in `setup`. */
export function useExpectedDemo({ slide, next, here }: UseExpectedDemoOptions): UseExpectedDemoReturn {
  const socket = useDemoSocket()
  const expectation = shared ??= createExpectation(socket)

  /** The demo on the slide comes first: it is there, and nothing of it is under way. */
  const isQuiet = computed(() => {
    const state = here.value && useDemoSession(here.value.id).report.value?.state
    return !here.value || state === 'ready' || state === 'blocked' || state === 'failed'
  })

  watch([next, slide, isQuiet], ([demo, number, quiet]) => {
    if (demo)
      socket.connect()
    const soon = demo !== undefined && demo.slide - number <= SOON_SLIDES
    // Which demo comes is of interest at once; its start can wait.
    if (!soon || quiet)
      expectation.expect(demo && { demo: demo.id, soon })
  }, { immediate: true })
  onScopeDispose(() => expectation.expect(undefined))

  return {
    expected: computed(() => expectation.heard.value?.demo === next.value?.id
      ? expectation.heard.value
      : undefined),
    machine: socket.machine,
  }
}
