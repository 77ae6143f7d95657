import type { MachineFactory } from '../machines/machine.ts'
import type { Talk } from '../server/open-talk.ts'
import { setTimeout } from 'node:timers/promises'
import { styleText } from 'node:util'
import { UsageError } from '../base/usage-error.ts'

/** What a talk is opened with where the command line says nothing else. */
export const DEFAULT_DECK = 'meetup'
export const DEFAULT_PORT = '3030'
/** A speaker who pressed Ctrl-C wants the port back, not an explanation. */
const CLOSE_DEADLINE_MS = 5_000

/** The value of `--port`. Throws `UsageError`. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new UsageError(`--port must be a number from 1 to 65535, not "${text}". Example: npm start -- --port 3031`)
  return port
}

/** What the speaker needs to know once the talk is being served: where to open it, and what to take care of. */
export function talkWords({ title, urls, unrecorded }: Pick<Talk, 'title' | 'urls' | 'unrecorded'>, machine: MachineFactory): string {
  const { presenter, projector, audience } = urls
  return [
    '',
    `  ${styleText('bold', title)}`,
    '',
    `  Presenter  ${styleText('cyan', presenter)}`,
    `  Projector  ${styleText('cyan', projector)}`,
    `  Watch only ${styleText('cyan', audience)}`,
    `  Demos run  ${machine.description}`,
    '',
    `  ${styleText('dim', 'The addresses hold the secret of this run; keep them off the screen. Ctrl-C ends it.')}`,
    '',
    ...unrecorded.length === 0
      ? []
      : [
          `  ${styleText('yellow', 'Without a recording to go on from, should the machine fail:')}`,
          ...unrecorded.map(problem => `  · ${problem}`),
          '  Record them: npm run rehearse',
          '',
        ],
  ].join('\n')
}

/** Ends the talk, or leaves it to the end of the process: its workers and sockets go with it, and the orderly way must not take for ever. */
export async function closeTalk(talk: Talk): Promise<void> {
  await Promise.race([
    talk.close(),
    setTimeout(CLOSE_DEADLINE_MS),
  ])
}
