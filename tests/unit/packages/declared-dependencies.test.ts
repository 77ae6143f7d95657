import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

const { dependencies, devDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>

/** Where a package can be named: static, dynamic and type imports, and what is looked up by name. */
const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\bimport\.meta\.resolve\(|\burl\(|\bcreateRequire\(import\.meta\.url\)\()\s*'([^']+)'/g

/** Package → a file that imports it. */
async function importedPackages(files: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const file of glob(files, {
    cwd: projectRoot,
    exclude: ['tests/fixtures/bad-demos/**'],
  })) {
    for (const [, specifier] of readFileSync(join(projectRoot, file), 'utf8').matchAll(IMPORT)) {
      // Ids with a colon are modules of a Vite plugin, not packages.
      if (/^[a-z@]/.test(specifier!) && !isBuiltin(specifier!) && !specifier!.startsWith('@/') && !specifier!.includes(':'))
        found.set(/^(?:@[^/]+\/)?[^/]+/.exec(specifier!)![0], file)
    }
  }
  return found
}

it('whatever the talk imports as it runs is a dependency', async () => {
  const imported = await importedPackages(['{scripts,components,demos,slides}/**/*.{ts,vue}'])
  expect(imported.size).toBeGreaterThan(10)
  expect([...imported].filter(([name]) => !(name in dependencies))).toEqual([])
})

it('whatever its tests and tools import is declared, too', async () => {
  const imported = await importedPackages(['tests/**/*.ts', '*.ts'])
  expect(imported.size).toBeGreaterThan(5)
  expect([...imported].filter(([name]) => !(name in dependencies) && !(name in devDependencies))).toEqual([])
})

it('what is imported only by tests and tools is no dependency of the talk', async () => {
  const imported = await importedPackages(['{scripts,components,demos,slides}/**/*.{ts,vue,css}'])
  // Parts of Slidev that are left out.
  const named = ['mermaid', 'monaco-editor', 'vite-plugin-inspect']
  expect(Object.keys(dependencies).filter(name => !imported.has(name) && !named.includes(name))).toEqual([])
})
