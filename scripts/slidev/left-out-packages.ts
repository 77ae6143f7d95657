import type { SlidevData } from '@slidev/types'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../base/usage-error.ts'
import { projectRoot } from '../system/project-paths.ts'

/** What stands in `node_modules` in the place of a package that is left out (`scripts/packages/left-out`). */
const PLACEHOLDER = 'left-out'

/** Parts of Slidev that a deck may use and ours do not, with the package that each needs. */
const features = [
  { feature: 'mermaid', words: 'a Mermaid diagram', install: 'mermaid@12' },
  { feature: 'monaco', words: 'a code editor ({monaco})', install: 'monaco-editor@0.56' },
] as const

/** Throws `UsageError`, with the command that brings it, for a deck that shows something whose package is left out. */
export async function assertPackagesPresent(used: Pick<SlidevData['features'], 'mermaid' | 'monaco'>, entry: string): Promise<void> {
  for (const { feature, words, install } of features) {
    if (used[feature] && await isLeftOut(install.split('@')[0]!))
      throw new UsageError(`${entry} has ${words}, and what draws it is left out of this project because no deck of its own needs it. Bring it in once: npm install ${install} && npm run lock`)
  }
}

async function isLeftOut(name: string): Promise<boolean> {
  const text = await readFile(join(projectRoot, 'node_modules', name, 'package.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as { name?: string }).name === PLACEHOLDER
}
