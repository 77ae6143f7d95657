import type { DemoView } from './demo-view.ts'
import { MACHINE_MEMORY } from '../../scripts/machines/embedded/core/machine-memory.ts'

/** Something that readers have to be told about a demo. */
export interface ReaderNotice {
  heading: string
  text: string
}

/** What a reader is told whose browser ended the page with the machine in it. */
export const lostMachineNotice: ReaderNotice = {
  heading: 'The machine is gone with the page',
  text: `The browser ended this page while the machine was in it, and loaded it again. Phones do so when memory is short, or with a tab that was long in the background. The machine takes ${MACHINE_MEMORY}: close other tabs before you run it again, or use a computer that has more.`,
}

/**
 * What a published slide tells its reader about a demo that did not go as it should; a talk's slides leave that to the presenter's
 * view. `refusal` is why the demo did not do what the reader asked for.
 */
export function readerNotice(view: DemoView, refusal: string | undefined): ReaderNotice | undefined {
  if (refusal !== undefined)
    return { heading: 'That was not possible', text: refusal }
  if (view.message === undefined)
    return undefined
  if (view.state === 'failed')
    return { heading: 'The demo went wrong', text: view.message }
  // A demo that no reader's machine can run has nothing to say about it.
  return view.source === 'recording' && view.sources.includes('live')
    ? { heading: 'The machine does not run in this browser', text: view.message }
    : undefined
}
