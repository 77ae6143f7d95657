import { resolve } from 'node:path'
import { stopSignal } from '../cli/stop-signal.ts'
import { createMachineFactory } from '../machines/machine-factory.ts'
import { practise } from '../rehearsal/practise.ts'
import { demosFolder, slidesFolder } from '../system/project-paths.ts'
import { closeTalk, talkWords } from './talk-session.ts'

export interface PractiseTalkOptions {
  /** Name of the deck. */
  deck: string
  /** Folder with the demos. @default the project's */
  demos?: string | undefined
  /** Name of the machine. */
  machine: string
  port: number
  /** Presses that a typed step takes which does not say so itself. */
  presses: 1 | 2
}

/** Opens the talk for practising until Ctrl-C, and then says where the time went. */
export async function practiseTalk({ deck, demos = demosFolder, machine: name, port, presses }: PractiseTalkOptions): Promise<void> {
  const stop = new AbortController()
  const stopped = stopSignal().then(() => stop.abort(new Error('Practising was stopped.')))
  try {
    const machine = await createMachineFactory(name, stop.signal)
    const { talk, times } = await practise({
      slides: slidesFolder,
      deck,
      demos: resolve(demos),
      port,
      machine,
      presses,
    })
    console.log(talkWords(talk, machine))
    console.log('  The clock in the presenter view starts when you leave the first slide.\n')
    await stopped
    console.log(`\n${times().join('\n')}`)
    await closeTalk(talk)
  }
  catch (error) {
    if (!stop.signal.aborted)
      throw error
  }
}
