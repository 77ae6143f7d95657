import type { TestProjectInlineConfiguration } from 'vitest/config'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The kinds of tests, in the order they run: what fails fast comes first. One folder of `tests/` each. */
const kinds = [
  'unit',
  'contract',
  'machines',
  'commands',
  'browser',
]

/** Emulators and browsers fill a laptop's two cores, so all but unit tests run one file at a time, and no two kinds at once. */
function project(name: string, groupOrder: number): TestProjectInlineConfiguration {
  const limits = name === 'unit'
    ? { testTimeout: 20_000 }
    : { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      sequence: { groupOrder },
      ...limits,
    },
  }
}

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: kinds.map(project),
  },
})
