import type { Recording } from '../../scripts/engine/recording.ts'
import type { MachineFactory } from '../../scripts/machines/machine.ts'
import type { ServerMessage } from '../../scripts/protocol/messages.ts'
import { parseRecording } from '../../scripts/engine/parse-recording.ts'
import { SessionHub } from '../../scripts/hub/session-hub.ts'
import { Window } from '../../scripts/hub/window.ts'
import { createWebMachine } from '../../scripts/machines/embedded/core/create-web-machine.ts'
import { demoCatalogue } from './demo-definitions.ts'
import { recordingFiles } from './recording-files.ts'

/** Machines that stand still while no slide shows them. Each holds 0.4 GB of the reader's memory. */
const KEPT = 1

const machine: MachineFactory = {
  kind: 'embedded',
  description: 'in this browser',
  create: () => createWebMachine({
    image: {
      folder: __CBU_MACHINE__.folder,
      wasm: `${__CBU_MACHINE__.folder}/v86.wasm`,
    },
  }),
}

const recordings = new Map<string, Recording>()
let hub: SessionHub | undefined

/** Lets this page be the only window of a hub of its own, whose sessions begin with their recordings. */
export function openPageWindow(send: (message: ServerMessage) => void): Window {
  hub ??= new SessionHub({
    catalogue: demoCatalogue,
    machine,
    recordings,
    source: 'recording',
    kept: KEPT,
  })
  return new Window({
    role: 'presenter',
    hub,
    machine: machine.description,
    send,
  })
}

/** Makes a demo's recording known to the hub, which has to be done before the demo is opened. */
export async function provideRecording(demo: string): Promise<void> {
  if (recordings.has(demo))
    return
  const files = await recordingFiles(demo)
  if (files)
    recordings.set(demo, parseRecording(files))
}
