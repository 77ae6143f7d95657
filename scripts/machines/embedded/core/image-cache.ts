/** Name of the cache, the same for every deck of this project on one host. */
const NAME = 'containers-bottom-up-machine'

/** Files of images that a browser keeps between visits. */
export interface ImageCache {
  get: (url: string) => Promise<Response | undefined>
  /** Keeps a file if there is room. */
  put: (url: string, bytes: ArrayBuffer) => void
  /** Forgets every file that is of another folder than this. */
  keepOnly: (folder: string) => Promise<void>
  /** Forgets everything, such as a file that has turned out to be damaged. */
  clear: () => Promise<void>
}

/**
 * Opens the browser's cache for images. Undefined where there is none: on pages that are not secure (https, localhost), and where
 * storage is blocked. The browser's usual cache has to do there. Folders of images are named after what is in them, so that a file
 * that is kept is never out of date, and decks on one host share it.
 */
export async function openImageCache(): Promise<ImageCache | undefined> {
  const cache = await globalThis.caches?.open(NAME).catch(() => undefined)
  return cache && {
    get: url => cache.match(keyOf(url)).catch(() => undefined),
    put(url, bytes) {
      // A full disk costs the next visit a download, and this one nothing.
      cache.put(keyOf(url), new Response(bytes)).catch(() => undefined)
    },
    async keepOnly(folder) {
      const kept = keyOf(`${folder}/`)
      const keys = await cache.keys()
      await Promise.all(keys.filter(({ url }) => !url.startsWith(kept)).map(key => cache.delete(key)))
    },
    async clear() {
      await caches.delete(NAME)
    },
  }
}

/** Address without the place of the deck: folder and file. */
function keyOf(url: string): string {
  const [folder, file] = new URL(url).pathname.split('/').slice(-2)
  return new URL(`/${folder}/${file}`, url).href
}
