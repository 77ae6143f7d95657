import type { ComputedRef } from 'vue'
import type { DemoView } from './demo-view.ts'
import type { ReaderNotice } from './reader-notice.ts'
import { computed, shallowRef, watch } from 'vue'
import { noteMachine, takeLostMachine } from './lost-machine.ts'
import { published } from './published.ts'
import { lostMachineNotice, readerNotice } from './reader-notice.ts'

export interface UsePublishedDemoOptions {
  /** Its id. */
  demo: string
  view: () => DemoView
  /** Why something was refused. */
  refusal: () => string | undefined
}

export interface UsePublishedDemoReturn {
  /** The reader's machine is being loaded or started. */
  loading: ComputedRef<boolean>
  /** What the reader has not read yet. */
  notice: ComputedRef<ReaderNotice | undefined>
  closeNotice: () => void
}

/** What a demo on a published slide shows over its terminals. Nothing in a talk. Call in `setup`. */
export function usePublishedDemo({ demo, view, refusal }: UsePublishedDemoOptions): UsePublishedDemoReturn {
  const read = shallowRef<string>()
  const lost = shallowRef(published && takeLostMachine(demo)
    ? lostMachineNotice
    : undefined)
  const latest = computed(() => published
    ? readerNotice(view(), refusal()) ?? lost.value
    : undefined)
  if (published) {
    watch(() => view().source === 'live', (isLive) => {
      lost.value = undefined
      noteMachine(demo, isLive)
    })
  }
  return {
    loading: computed(() => published && view().state === 'starting' && view().source === 'live'),
    notice: computed(() => latest.value && latest.value.text !== read.value
      ? latest.value
      : undefined),
    closeNotice: () => read.value = latest.value?.text,
  }
}
