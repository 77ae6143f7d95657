import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { RecordedSample } from '../../scripts/engine/sample-log.ts'
import type { ScreenLine } from '../../scripts/engine/screen-lines.ts'
import { parseRecording } from '../../scripts/engine/parse-recording.ts'
import { recordingFits } from '../../scripts/engine/recording.ts'
import { replayPane } from '../../scripts/engine/replay-pane.ts'
import { screenLines } from '../../scripts/engine/screen-lines.ts'

/** What a demo's panes showed in its recording. */
export interface RecordedScreens {
  /** When it was made, ISO 8601. */
  date: string
  /** Kind of machine it was made on. */
  machine: string
  /** `uname -srm` of it. */
  kernel: string
  /** By pane: its screen before the first step, then after every step. */
  panes: ReadonlyMap<string, readonly (readonly ScreenLine[])[]>
  /** What its figure showed meanwhile. */
  samples: readonly RecordedSample[]
}

/**
 * Plays a demo's recording, its files by name, in terminals that nobody sees, and keeps their screens. Undefined when it is not of the
 * demo as it is now. Brings a terminal emulator with it: import it when there is a recording to draw.
 */
export async function drawRecording(demo: ResolvedDemo, files: ReadonlyMap<string, string>): Promise<RecordedScreens | undefined> {
  const recording = parseRecording(files)
  if (!recordingFits(recording, demo))
    return undefined
  const { date, machine, kernel, samples } = recording
  return {
    date,
    machine,
    kernel,
    samples,
    panes: new Map(await Promise.all(recording.panes.map(async pane =>
      [pane.name, await replayPane(pane, ({ terminal }) => screenLines(terminal))] as const))),
  }
}
