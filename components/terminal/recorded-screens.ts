import { recordedOnce } from './recorded-once.ts'

/** The screens of a demo's recording. */
export const recordedScreens = recordedOnce(async () => (await import('./draw-recording.ts')).drawRecording)
