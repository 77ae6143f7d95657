import type { ViteDevServer } from 'vite'
import type { DeckServer } from '../../../scripts/server/serve-deck.ts'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveDeck } from '../../../scripts/server/serve-deck.ts'
import { freePort } from '../../../scripts/system/free-port.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

const PACKAGES = [
  'of-a-slide',
  'of-a-click',
  'of-a-component',
]
const files: Record<string, string> = {
  'talk.md': `---
theme: none
addons:
  - ${projectRoot}
fonts:
  provider: none
mcp: false
---

<script setup lang="ts">
import type { Nothing } from "only-types"
import { words } from "of-a-slide"
const more: Promise<Nothing> = import("of-a-click")
</script>

# {{ words }}

\`\`\`html
<script>import "of-an-example"</script>
\`\`\`
`,
  'components/OwnFigure.vue': '<script setup>\nimport { words } from "of-a-component"\n</script>\n\n<template>{{ words }}</template>\n',
}
for (const name of PACKAGES) {
  files[`node_modules/${name}/package.json`] = `{ "name": "${name}", "version": "1.0.0", "type": "module", "exports": "./index.js" }`
  files[`node_modules/${name}/index.js`] = 'export const words = \'words\'\n'
}

let folder: string
let server: ViteDevServer
let deck: DeckServer

/** A speaker's own deck, on a computer that has never shown one. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own deck '))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  deck = await serveDeck(join(folder, 'talk.md'), await freePort(), undefined, {
    plugins: [
      {
        // A plugin of another name makes another folder of prepared packages.
        name: `first-time-${randomUUID()}`,
        configureServer: (its) => {
          server = its
        },
      },
    ],
  })
  const optimizer = server.environments.client.depsOptimizer!
  await optimizer.scanProcessing
  await Promise.all(Object.values(optimizer.metadata.discovered).map(({ processing }) => processing))
})
afterAll(async () => {
  await deck?.close()
  await rm(folder, { recursive: true, force: true })
  if (server)
    await rm(server.config.cacheDir, { recursive: true, force: true })
})

const metadata = (): { optimized: object, discovered: object } => server.environments.client.depsOptimizer!.metadata

it('packages of a speaker\'s own slides and components are prepared before the first window opens', () => {
  expect(Object.keys(metadata().optimized)).toEqual(expect.arrayContaining(PACKAGES))
})

it('no part of the kit brings up a package later, which would reload all windows', async () => {
  const components = (await readdir(join(projectRoot, 'components'), { recursive: true })).filter(name => /\.(?:vue|ts)$/.test(name) && !name.endsWith('.d.ts'))
  expect(components.length).toBeGreaterThan(100)
  for (const name of components)
    await server.environments.client.transformRequest(`/@fs/${join(projectRoot, 'components', name)}`)
  expect(Object.keys(metadata().discovered)).toEqual([])
})
