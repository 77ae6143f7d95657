import type { SessionOptions } from './session-options.ts'

/** Where a session begins, whether that is there or not: without either, the machine is what is missing. */
export function firstSource({ createMachine, recording, source }: Pick<SessionOptions, 'createMachine' | 'recording' | 'source'>): 'live' | 'recording' {
  return source ?? (createMachine || !recording
    ? 'live'
    : 'recording')
}
