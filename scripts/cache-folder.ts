import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** Where things lie that can be made again: the platform's usual cache folder, `XDG_CACHE_HOME` first. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env
  if (xdg)
    return join(xdg, 'containers-bottom-up')
  switch (process.platform) {
    case 'darwin': return join(homedir(), 'Library', 'Caches', 'containers-bottom-up')
    case 'win32': return join(local ?? join(homedir(), 'AppData', 'Local'), 'containers-bottom-up')
    default: return join(homedir(), '.cache', 'containers-bottom-up')
  }
}
