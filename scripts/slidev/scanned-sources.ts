import type { ResolvedSlidevOptions } from '@slidev/types'
import type { DepOptimizationOptions, Plugin } from 'vite'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { normalizePath, parseSync } from 'vite'

/** Files of a deck, its theme and its addons that Slidev loads into windows, by its conventions. Others of `setup/` run in Node. */
const LOADED = [
  'components/**/*.{vue,md,tsx,jsx}',
  'layouts/**/*.vue',
  'setup/{code-runners,context-menu,main,root,routes,shortcuts}.ts',
  '*.vue',
]
const FENCED_CODE = /^(```|~~~)[\s\S]+?^\1/gm
const SCRIPT = /<script\b[^>]*>([\s\S]*?)<\/script>/gi
const MARKDOWN = /\.md$/

/**
 * Has Vite look for packages in all that a talk's windows can load, before the first window opens. By itself it looks into Slidev's entry, which names
 * neither components nor slides; it would come upon their packages one slide at a time, and reload all windows for each.
 */
export function scannedSources({ roots, data }: Pick<ResolvedSlidevOptions, 'roots' | 'data'>): DepOptimizationOptions {
  const markdown = new Set(data.slides.map(({ source }) => source.filepath))
  return {
    entries: [
      ...roots.flatMap(root => LOADED.map(pattern => join(root, pattern))),
      ...markdown,
    ].map(normalizePath),
    extensions: ['.md'],
    rolldownOptions: {
      plugins: [
        markdownScripts(),
      ],
    },
  }
}

/** To Vite's search for packages, a file with slides is what its scripts import. */
function markdownScripts(): Plugin {
  return {
    name: 'markdown-scripts',
    load: {
      filter: { id: MARKDOWN },
      handler: async (id) => {
        const scripts = (await readFile(id, 'utf8')).replace(FENCED_CODE, '').matchAll(SCRIPT)
        const specifiers = [...scripts].flatMap(([, script]) => importedBy(script!))
        return {
          code: specifiers.map(specifier => `import ${specifier}\n`).join(''),
          moduleType: 'js',
        }
      },
    },
  }
}

/** What a script loads, in the quotes in which it stands there. */
function importedBy(script: string): string[] {
  const { module } = parseSync('script.ts', script)
  return [
    ...module.staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => JSON.stringify(moduleRequest.value)),
    ...module.dynamicImports
      .map(({ moduleRequest: { start, end } }) => script.slice(start, end))
      .filter(request => /^(['"]).*\1$/.test(request)),
  ]
}
