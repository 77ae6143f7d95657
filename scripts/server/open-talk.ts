import type { Pace } from '../engine/pace.ts'
import type { SessionHub } from '../hub/session-hub.ts'
import type { MachineFactory } from '../machines/machine.ts'
import type { RecordingState } from '../recordings/read-recordings.ts'
import type { DeckServer, ServeDeckOptions } from './serve-deck.ts'
import type { TalkDemos } from './talk-demos.ts'
import type { Tokens } from './tokens.ts'
import { freshRecordings } from '../recordings/read-recordings.ts'
import { availableMemory } from '../system/available-memory.ts'
import { createDemoServer } from './demo-server.ts'
import { serveDeck } from './serve-deck.ts'
import { readTalkDemos } from './talk-demos.ts'
import { createTokens } from './tokens.ts'

export interface TalkOptions {
  /** Path of the deck's entry file. */
  entry: string
  /** Port on loopback. */
  port: number
  machine: MachineFactory
  /** @default 'human' */
  pace?: Pace
  /** Folder with the demos. @default the project's */
  demos?: string
  /** Presses that a typed step takes which does not say so itself: the first types its line, the second enters it. @default 1 */
  presses?: 1 | 2
  /** Where readers find the deck, for its last slide. @default nobody knows */
  address?: string | undefined
  /** The talk's clock was started, paused or reset, or has come to another chapter. */
  onTimer?: ServeDeckOptions['onTimer']
}

/** A deck that is being served, with its terminals. */
export interface Talk {
  readonly title: string
  /** How many slides the deck has. */
  readonly slides: number
  /** Demo id → number of the slide it stands on, in the order of the talk. */
  readonly demoSlides: ReadonlyMap<string, number>
  readonly hub: SessionHub
  /** Demos of the deck that could not go on if their machine failed, each with the reason. */
  readonly unrecorded: readonly string[]
  /** Addresses with the run's secret, each for another window. */
  readonly urls: { presenter: string, projector: string, audience: string }
  /** Ends windows, sessions, machines and the server. */
  close: () => Promise<void>
}

/** Serves a deck and its demos. Throws `UsageError`, `DemoError` or `MachineError` that says what to do. */
export async function openTalk({ entry, port, machine, pace, demos: folder, presses = 1, address, onTimer }: TalkOptions): Promise<Talk> {
  const tokens = createTokens()
  const demos = await readTalkDemos(folder, { presses })
  const deck = await serveDeck(entry, port, tokens, { demos, presses, address, onTimer })
  try {
    const talk = await addDemos(deck, { port, tokens, machine, pace, demos })
    return {
      ...talk,
      close: async () => {
        await talk.close()
        await deck.close()
      },
    }
  }
  catch (error) {
    await deck.close()
    throw error
  }
}

/** What makes a talk of a deck that is being served. */
export type DemosOptions = Pick<TalkOptions, 'port' | 'machine' | 'pace'> & { tokens: Tokens, demos: TalkDemos }

/** Adds terminals to a deck that is being served with these tokens, and with as many presses as its demos take. Closing the talk leaves the deck's server as it was. */
export async function addDemos(deck: DeckServer, { port, tokens, machine, pace = 'human', demos: { catalogue, recordings } }: DemosOptions): Promise<Talk> {
  const server = createDemoServer({
    httpServer: deck.httpServer,
    port,
    tokens,
    catalogue,
    pace,
    machine,
    freeMemory: availableMemory,
    recordings: freshRecordings(recordings),
  })
  // Not `localhost`: that may lead to [::1], where another user of this computer could wait for the secret.
  const url = (path: string, token: string): string => `http://127.0.0.1:${port}${path}?token=${token}`
  return {
    title: deck.title,
    slides: deck.slides,
    demoSlides: deck.demoSlides,
    hub: server.hub,
    unrecorded: [
      ...deck.demoSlides.keys(),
    ].flatMap(id => unusable(id, recordings.get(id))),
    urls: {
      presenter: url('/presenter/1', tokens.presenter),
      projector: url('/1', tokens.presenter),
      audience: url('/1', tokens.audience),
    },
    close: server.close,
  }
}

function unusable(id: string, recording: RecordingState | undefined): string[] {
  if (recording?.state === 'stale')
    return [recording.problem]
  return recording?.state === 'missing'
    ? [`demos/${id}.ts has no recording.`]
    : []
}
