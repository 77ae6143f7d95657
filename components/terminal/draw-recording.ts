import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { ScreenLine } from '../../scripts/engine/screen-lines.ts'
import type { Recorded } from './read-recording.ts'
import { replayPane } from '../../scripts/engine/replay-pane.ts'
import { screenLines } from '../../scripts/engine/screen-lines.ts'
import { readRecording } from './read-recording.ts'

/** By pane: its screen before the first step, then after every step. */
export type RecordedScreens = ReadonlyMap<string, readonly (readonly ScreenLine[])[]>

/** What a demo's panes showed: plays its recording in hidden terminals, and keeps their screens. As `readRecording` does. */
export async function drawRecording(demo: ResolvedDemo, files: ReadonlyMap<string, string>): Promise<Recorded<RecordedScreens> | undefined> {
  return await readRecording(demo, files, async ({ panes }) => new Map(await Promise.all(panes.map(async pane =>
    [pane.name, await replayPane(pane, ({ terminal }) => screenLines(terminal))] as const))))
}
