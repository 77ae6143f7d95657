import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The deck's head up to the end of its front matter. */
const HEAD = /^---\n([\s\S]*?)\n---\n/

/**
 * Writes a deck of one slide that holds one demo, with the settings of an existing deck, and returns its path. It stands beside the
 * others, because a deck's folder is where Slidev looks for layouts and styles; its name begins with a dot, so that it is none of them.
 */
export async function writeDemoDeck(folder: string, model: string, { id, title }: ResolvedDemo): Promise<string> {
  const head = HEAD.exec(await readFile(model, 'utf8'))?.[1] ?? ''
  const settings = head.split('\n').filter(line => !/^(?:src|title|info|layout|layer):/.test(line))
  const entry = join(folder, `.demo-${id}.md`)
  await writeFile(entry, `---
title: ${JSON.stringify(title)}
${settings.join('\n')}
layout: terminal
layer: kernel
---

# ${title}

<DemoTerminal demo="${id}" />
`)
  return entry
}
