import type { SessionReport } from './demo-session.ts'

/**
 * The step that a slide's clicks go back to when they stand for more steps than were typed, because one failed or waits for the speaker: so the
 * next click is the next step. Undefined where they may stay.
 */
export function stepToStandAt(report: Pick<SessionReport, 'state' | 'step'> | undefined, shown: number): number | undefined {
  return report && (report.state === 'blocked' || report.state === 'failed') && report.step < shown
    ? report.step
    : undefined
}
