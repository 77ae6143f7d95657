/** Entry of the worker thread that the embedded machine computes in on Node. */
import type { ClientMessage } from './core/protocol.ts'
import type { EmulatorConstructor } from './core/v86-emulator.ts'
import { parentPort } from 'node:worker_threads'
import { divertConsole } from './core/console-noise.ts'
import { serveCore } from './core/serve-core.ts'
import { keepBaselineCode } from './keep-baseline-code.ts'
import { loadImageFiles } from './load-image-files.ts'

/** Memory for kept states: a dozen, each with some megabytes that changed since the one before. */
const KEPT_BYTES = 150_000_000

if (!parentPort)
  throw new Error('worker.ts is the entry of a worker thread; use createEmbeddedMachine() instead.')
const port = parentPort

divertConsole(text => port.postMessage({ type: 'noise', text }))

serveCore(
  {
    post: message => port.postMessage(message),
    listen: listener => port.on('message', (message: ClientMessage) => listener(message)),
  },
  {
    loadEmulator: async () => (await import('v86')).V86 as unknown as EmulatorConstructor,
    loadImage: loadImageFiles,
    keptBytes: KEPT_BYTES,
    onBooted: keepBaselineCode,
  },
)
