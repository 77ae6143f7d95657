import type { TestProjectInlineConfiguration } from 'vitest/config'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

interface Kind {
  name: string
  /** What fails fast comes first; kinds of one turn run beside each other. */
  turn: number
  /** Files at once. @default as many as there are cores */
  maxWorkers?: number
  /** A process for each file. @default true */
  isolate?: boolean
}

/** The kinds of tests, one folder of `tests/` each. Emulators and browsers fill a laptop's two cores. */
const kinds: readonly Kind[] = [
  { name: 'unit', turn: 1 },
  { name: 'contract', turn: 2, maxWorkers: 2 },
  { name: 'machines', turn: 2, maxWorkers: 2 },
  // They write where the others read: recordings, decks.
  { name: 'commands', turn: 3, maxWorkers: 1 },
  // One process for all files, which share a browser and the decks' servers: their start takes longer than most tests (`windows/shared.ts`).
  {
    name: 'windows',
    turn: 4,
    maxWorkers: 1,
    isolate: false,
  },
  { name: 'browser', turn: 5, maxWorkers: 1 },
]

function project({ name, turn, ...workers }: Kind): TestProjectInlineConfiguration {
  const limits = name === 'unit'
    ? { testTimeout: 60_000 }
    : { testTimeout: 300_000, hookTimeout: 300_000 }
  return {
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      sequence: { groupOrder: turn },
      ...workers,
      // They end what hangs. No test is to depend on how fast the computer is, or on what else it does.
      ...limits,
      expect: {
        poll: { timeout: 20_000 },
      },
    },
  }
}

export default defineConfig({
  test: {
    tags: [
      {
        name: 'variant',
        description: 'What a test without this tag shows, in another case. Runs where EVERY_CASE is set, as in .ci/run.',
      },
    ],
    ...!process.env.EVERY_CASE && {
      tagsFilter: ['!variant'],
    },
    root: fileURLToPath(new URL('..', import.meta.url)),
    projects: kinds.map(project),
  },
})
