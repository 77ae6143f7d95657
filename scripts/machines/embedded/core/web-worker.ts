/** Entry of the Web Worker that the embedded machine computes in on the published site. */
import type { MachineImage } from './boot-emulator.ts'
import type { ClientMessage, ImageLocation, WorkerMessage } from './protocol.ts'
import type { EmulatorConstructor } from './v86-emulator.ts'
import { V86 } from 'v86'
import { MachineError } from '../../machine.ts'
import { divertConsole } from './console-noise.ts'
import { openImageCache } from './image-cache.ts'
import { ImageDownload } from './image-download.ts'
import { loadImage } from './load-image.ts'
import { serveCore } from './serve-core.ts'

/** Memory for kept states, in a browser that may be a phone's. */
const KEPT_BYTES = 50_000_000

const remedy = 'Check the connection and try again; if that does not help, the site was published incompletely and has to be built again.'

divertConsole(text => post({ type: 'noise', text }))

serveCore(
  {
    post,
    listen: listener => globalThis.addEventListener('message', (event: MessageEvent<ClientMessage>) => listener(event.data)),
  },
  {
    loadEmulator: async () => V86 as unknown as EmulatorConstructor,
    loadImage: download,
    keptBytes: KEPT_BYTES,
  },
)

function post(message: WorkerMessage): void {
  globalThis.postMessage(message)
}

async function download(location: ImageLocation): Promise<MachineImage> {
  const cache = await openImageCache()
  const files = new ImageDownload({
    cache,
    onProgress: share => post({ type: 'progress', share }),
  })
  // A kept file may be what is damaged; the next try must not meet it again.
  const forgetDamaged = async (error: unknown): Promise<never> => {
    if (error instanceof MachineError && error.code === 'image-mismatch')
      await cache?.clear()
    throw error
  }
  try {
    const { state, ...image } = await loadImage(location, {
      read: (url, onPiece) => files.read(url, onPiece),
      onTotal: bytes => files.expect(bytes),
      takesTime: true,
      remedy,
    })
    void cache?.keepOnly(location.folder)
    return {
      ...image,
      state: {
        ...state,
        checked: state.checked.catch(forgetDamaged),
      },
    }
  }
  catch (error) {
    return await forgetDamaged(error)
  }
}
