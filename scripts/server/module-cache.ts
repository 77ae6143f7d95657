import type { Plugin } from 'vite'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { projectRoot } from '../system/project-paths.ts'

/**
 * Folder with the packages that Vite has prepared for browsers. It makes them anew for a server of another mode or with other plugins, so that each
 * kind has its own: an export neither takes those of a running talk away, nor has the next talk wait for them.
 */
export function moduleCache(purpose: 'show' | 'print', plugins: readonly Plugin[]): string {
  const names = JSON.stringify(plugins.map(({ name }) => name))
  return join(projectRoot, 'node_modules', '.vite', `${purpose}-${createHash('sha256').update(names).digest('hex').slice(0, 8)}`)
}
