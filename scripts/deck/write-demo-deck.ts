import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { parse } from '@slidev/parser'

/** What of a deck's headmatter is about its own slides. */
const OWN = [
  'title',
  'info',
  'depths',
  'chapters',
  'layout',
  'layer',
]

/**
 * Writes a deck of one slide that holds one demo, with the settings of an existing deck, and returns its path. It stands beside the
 * others, because a deck's folder is where Slidev looks for layouts and styles; its name begins with a dot, so that it is none of them, and
 * ends with the process, so that two talks of one demo do not share it.
 */
export async function writeDemoDeck(folder: string, model: string, { id, title }: ResolvedDemo): Promise<string> {
  const { slides } = await parse(await readFile(model, 'utf8'), model)
  const settings = Object.entries(slides[0]?.frontmatter ?? {}).filter(([key]) => !OWN.includes(key))
  const entry = join(folder, `.demo-${id}-${process.pid}.md`)
  await writeFile(entry, `---
${[
  ['title', title],
  ...settings,
].map(([key, value]) => `${key as string}: ${JSON.stringify(value)}`).join('\n')}
layout: terminal
layer: kernel
---

# ${title}

<DemoTerminal demo="${id}" />
`)
  return entry
}
