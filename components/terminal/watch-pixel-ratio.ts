/** Calls back when the browser's zoom or the screen under the window changes. */
export function watchPixelRatio(callback: () => void): { dispose: () => void } {
  let query: MediaQueryList | undefined
  function onChange(): void {
    listen()
    callback()
  }
  function listen(): void {
    query?.removeEventListener('change', onChange)
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    query.addEventListener('change', onChange)
  }
  listen()
  return {
    dispose: () => query?.removeEventListener('change', onChange),
  }
}
