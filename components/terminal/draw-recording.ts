import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { ScreenLine } from '../../scripts/engine/screen-lines.ts'
import type { Recorded } from './read-recording.ts'
import { panesByPress } from '../../scripts/engine/recorded-presses.ts'
import { replayPane } from '../../scripts/engine/replay-pane.ts'
import { screenLines } from '../../scripts/engine/screen-lines.ts'
import { readRecording } from './read-recording.ts'

/** By pane: its screen before the first step, then after every press. */
export type RecordedScreens = ReadonlyMap<string, readonly (readonly ScreenLine[])[]>

/** What a demo's panes showed: plays its recording in hidden terminals, and keeps their screens. As `readRecording` does. */
export async function drawRecording(demo: ResolvedDemo, files: ReadonlyMap<string, string>): Promise<Recorded<RecordedScreens> | undefined> {
  return await readRecording(demo, files, async recording => new Map(await Promise.all(panesByPress(recording, demo).map(async pane =>
    [pane.name, await replayPane(pane, ({ terminal }) => screenLines(terminal))] as const))))
}
