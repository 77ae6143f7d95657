/**
 * Slidev as the programs of the kit use it. Import it from here only: Slidev runs the `setup/preparser.ts` of a deck and its addons in its
 * own command line alone, and without them a deck has neither its chapters nor its settings.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parser } from '@slidev/cli'

export { createServer, parser, resolveOptions, ViteSlidevPlugin } from '@slidev/cli'

type Extensions = Awaited<ReturnType<Parameters<typeof parser.injectPreparserExtensionLoader>[0]>>

/** What `setup/preparser.ts` exports. */
interface PreparserModule {
  default: (context: { filepath: string, headmatter: Record<string, unknown>, mode?: string }) => Extensions | Promise<Extensions>
}

parser.injectPreparserExtensionLoader(async (roots, headmatter, filepath, mode) => {
  const files = roots.map(root => join(root, 'setup', 'preparser.ts')).filter(existsSync)
  const modules = await Promise.all(files.map(file => import(/* @vite-ignore */ pathToFileURL(file).href) as Promise<PreparserModule>))
  return (await Promise.all(modules.map(({ default: setup }) => setup({ filepath, headmatter, mode })))).flat()
})
