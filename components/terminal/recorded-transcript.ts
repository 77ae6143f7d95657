import { recordedOnce } from './recorded-once.ts'

/** What a demo's recording came to, step by step. */
export const recordedTranscript = recordedOnce(async () => (await import('./read-transcript.ts')).readTranscript)
