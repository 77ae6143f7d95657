import type { DemoView } from './demo-view.ts'

/** Something that readers have to be told about a demo. */
export interface ReaderNotice {
  heading: string
  text: string
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
