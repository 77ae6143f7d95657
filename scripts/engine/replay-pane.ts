import type { KeptTerminal } from './kept-terminal.ts'
import type { RecordedPane } from './recording.ts'
import { createKeptTerminal } from './kept-terminal.ts'

/** Plays one pane of a recording at once, and calls back at its start and after every step: `steps + 1` results. */
export async function replayPane<Result>(pane: RecordedPane, look: (kept: KeptTerminal) => Result): Promise<Result[]> {
  const kept = createKeptTerminal(pane)
  const results: Result[] = []
  for (const part of pane.parts) {
    await new Promise<void>(resolve => kept.write(part.map(({ data }) => data).join(''), resolve))
    results.push(look(kept))
  }
  kept.terminal.dispose()
  return results
}
