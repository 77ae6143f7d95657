/** Keyboard Lock (WICG), which Chromium has: in full screen, browsers that know it give the page keys that are theirs elsewhere. Escape held down still leaves. */
interface KeyboardLock {
  lock: (codes: string[]) => Promise<void>
  unlock: () => void
}

const holders = new Set<readonly string[]>()

/** Takes keys from the browser, by their codes, while the window is in full screen. Several may do so. Returns what ends it. */
export function holdKeys(codes: readonly string[]): () => void {
  if (holders.size === 0)
    document.addEventListener('fullscreenchange', apply)
  holders.add(codes)
  apply()
  return () => {
    holders.delete(codes)
    if (holders.size === 0)
      document.removeEventListener('fullscreenchange', apply)
    apply()
  }
}

function apply(): void {
  const keyboard = (navigator as { keyboard?: KeyboardLock }).keyboard
  // Refused outside of full screen, and by browsers that want to be asked; then the browser's question is what is left.
  if (document.fullscreenElement && holders.size > 0) {
    keyboard?.lock([
      ...new Set([...holders].flat()),
    ]).catch(() => {})
  }
  else {
    keyboard?.unlock()
  }
}

/**
 * Has full screen leave the browser's keys to the page where that is said with the request (Fullscreen Standard, `keyboardLock`), as in Firefox and
 * Safari. It is Slidev that asks for full screen, of the body. Returns what ends it.
 */
export function lockFullScreen(): () => void {
  const { body } = document
  const request = body.requestFullscreen
  body.requestFullscreen = options => request.call(body, {
    ...options,
    keyboardLock: 'browser',
  } as FullscreenOptions)
  return () => void Reflect.deleteProperty(body, 'requestFullscreen')
}
