import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { DemoFiles } from '../engine/resolve-demo.ts'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { errorMessage } from '../base/error-message.ts'
import { createCatalogue } from '../engine/demo-catalogue.ts'
import { DemoError } from '../engine/demo-error.ts'

/** What stands in `demos/` beside the demos themselves. */
const notADemo = new Set(['define.ts'])

export interface ReadDemosOptions {
  /** Files that have changed since this process read them are read anew; Node keeps what it has once imported. @default false */
  anew?: boolean
  /** Presses that a typed step takes which does not say so itself. @default 1 */
  presses?: 1 | 2
}

/**
 * Imports and validates every demo of a folder. Throws `DemoError` `invalid` that names the file; a file that does not load at all
 * (a syntax error) is named the same way, with its cause. An empty folder is an error too: a talk without demos is a mistake.
 */
export async function readDemos(folder: string, { anew = false, presses = 1 }: ReadDemosOptions = {}): Promise<DemoCatalogue> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.ts') && !notADemo.has(file)).sort()
  if (files.length === 0)
    throw new DemoError('invalid', `${folder} holds no demo. Write one (see demos/define.ts), or name another folder.`)
  const modules = new Map<string, unknown>()
  for (const file of files)
    modules.set(`demos/${file}`, await importDemo(join(folder, file), `demos/${file}`, anew))
  return createCatalogue(modules, await readDemoFiles(folder), { presses })
}

/** What demos of a folder may bring along: every file in its `files`, by its path in there with `/`. */
export async function readDemoFiles(demos: string): Promise<DemoFiles> {
  const folder = join(demos, 'files')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return new Map(await Promise.all(entries.filter(entry => entry.isFile()).map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    return [
      relative(folder, path).replaceAll(sep, '/'),
      await readFile(path, 'utf8'),
    ] as const
  })))
}

async function importDemo(path: string, name: string, anew: boolean): Promise<unknown> {
  let loaded: { default?: unknown }
  try {
    const url = pathToFileURL(path)
    if (anew)
      url.searchParams.set('changed', String((await stat(path)).mtimeMs))
    loaded = await import(url.href) as { default?: unknown }
  }
  catch (cause) {
    // Node says the line of a syntax error in the stack alone, before its own words.
    const line = cause instanceof SyntaxError
      ? /^\S+\.ts:(\d+)\n/.exec(cause.stack ?? '')?.[1]
      : undefined
    throw new DemoError('invalid', `${name}${line === undefined
      ? ''
      : `, line ${line},`} could not be loaded: ${errorMessage(cause)}`, { cause })
  }
  if (loaded.default === undefined)
    throw new DemoError('invalid', `${name} has no default export. End the file with \`export default defineDemo({ … })\`.`)
  return loaded.default
}
