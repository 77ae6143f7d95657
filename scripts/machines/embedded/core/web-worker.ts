/** Entry of the Web Worker that the embedded machine computes in on the published site. */
import type { ClientMessage } from './protocol.ts'
import type { EmulatorConstructor } from './v86-emulator.ts'
import { V86 } from 'v86'
import { divertConsole } from './console-noise.ts'
import { loadImage } from './load-image.ts'
import { serveCore } from './serve-core.ts'

divertConsole(text => globalThis.postMessage({ type: 'noise', text }))

serveCore(
  {
    post: message => globalThis.postMessage(message),
    listen: listener => globalThis.addEventListener('message', (event: MessageEvent<ClientMessage>) => listener(event.data)),
  },
  {
    loadEmulator: async () => V86 as unknown as EmulatorConstructor,
    loadImage: location => loadImage(location, {
      read: async (url) => {
        const response = await fetch(url)
        if (!response.ok)
          throw new Error(`the server answered ${response.status} ${response.statusText}`)
        return response.arrayBuffer()
      },
      remedy: 'Reload the page; if that does not help, the site was published incompletely and has to be built again.',
    }),
  },
)
