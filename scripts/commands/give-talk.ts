import type { Pace } from '../engine/pace.ts'
import type { Talk } from '../server/open-talk.ts'
import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { stopSignal } from '../cli/stop-signal.ts'
import { deckAddress } from '../deck/talk-address.ts'
import { writeDemoDeck } from '../deck/write-demo-deck.ts'
import { findDemo } from '../engine/demo-catalogue.ts'
import { createMachineFactory } from '../machines/machine-factory.ts'
import { openTalk } from '../server/open-talk.ts'
import { readDemos } from '../server/read-demos.ts'
import { openPage } from '../system/open-page.ts'
import { demosFolder, slidesFolder } from '../system/project-paths.ts'
import { closeTalk, talkWords } from './talk-session.ts'

export interface GiveTalkOptions {
  /** Path of the deck's entry file. */
  deck: string
  /** Id of a demo to show alone, in place of the deck. */
  demo?: string | undefined
  /** Name of the machine. */
  machine: string
  port: number
  pace: Pace
  /** Presses that a typed step takes which does not say so itself. */
  presses: 1 | 2
  /** Absolute address of the site's folder, if there is one. */
  address: string | undefined
  /** Whether to open the presenter view in the browser. */
  open: boolean
}

/** Serves the talk until Ctrl-C, which may come at any time, and leaves nothing behind. */
export async function giveTalk({ deck, demo, machine: name, port, pace, presses, address, open }: GiveTalkOptions): Promise<void> {
  const stop = new AbortController()
  const stopped = stopSignal().then(() => stop.abort(new Error('The talk was stopped.')))
  let entry = deck
  let talk: Talk | undefined
  let page: AsyncDisposable | undefined
  try {
    const machine = await createMachineFactory(name, stop.signal)
    if (demo !== undefined)
      entry = await writeDemoDeck(slidesFolder, deck, findDemo(await readDemos(demosFolder), demo))
    stop.signal.throwIfAborted()
    talk = await openTalk({
      entry,
      port,
      pace,
      presses,
      address: address && deckAddress(address, basename(deck, '.md')),
      machine,
    })
    console.log(talkWords(talk, machine))
    if (open)
      page = await openPage(talk.urls.presenter)
    await stopped
  }
  catch (error) {
    if (!stop.signal.aborted)
      throw error
  }
  finally {
    await page?.[Symbol.asyncDispose]()
    if (talk) {
      console.log('  Stopping the machines …')
      await closeTalk(talk)
    }
    if (entry !== deck)
      await rm(entry, { force: true })
  }
}
