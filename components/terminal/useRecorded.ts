import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { Recorded } from './read-recording.ts'
import { computed, shallowRef } from 'vue'
import { recordedOn } from './recording-words.ts'

export interface UseRecordedReturn<Content> {
  /** Undefined until it is read. */
  recorded: Readonly<ShallowRef<Recorded<Content> | undefined>>
  /** There is no recording of the demo as it is now, or it could not be read. */
  missing: Readonly<Ref<boolean>>
  /** When and where it was made, in words. */
  origin: ComputedRef<string | undefined>
}

/** Reads a demo's recording for a slide. */
export function useRecorded<Content>(demo: ResolvedDemo, read: (demo: ResolvedDemo) => Promise<Recorded<Content> | undefined>): UseRecordedReturn<Content> {
  const recorded = shallowRef<Recorded<Content>>()
  const missing = shallowRef(false)
  read(demo).then((found) => {
    recorded.value = found
    missing.value = !found
  }, (error: unknown) => {
    console.error(error)
    missing.value = true
  })
  return {
    recorded,
    missing,
    origin: computed(() => recorded.value
      && `Recorded ${recordedOn(recorded.value.date)} on the ${recorded.value.machine} machine, ${recorded.value.kernel}`),
  }
}
