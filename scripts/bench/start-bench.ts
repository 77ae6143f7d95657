import type { Benchmark } from './benchmark.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../system/free-port.ts'
import { projectRoot } from '../system/project-paths.ts'

/** Often enough to be exact to some milliseconds, seldom enough not to slow the start down. */
const POLL_MS = 20
const GIVE_UP_MS = 120_000

/** From the command to the first page that the deck's server gives. */
export const startBenchmark: Benchmark = {
  name: 'start',
  description: 'npm start → the deck answers',
  async measure({ runs, report }) {
    const samples: number[] = []
    for (let run = 1; run <= runs; run++) {
      report(`start ${run} of ${runs}`)
      samples.push(await measureStart())
    }
    return [
      { name: 'start command → deck answers', unit: 'ms', samples },
    ]
  },
}

async function measureStart(): Promise<number> {
  const port = await freePort()
  const begin = performance.now()
  const child = spawn(process.execPath, [
    'scripts/cli.ts',
    'start',
    '--port',
    String(port),
  ], { cwd: projectRoot, stdio: 'ignore' })
  const exited = once(child, 'exit')
  try {
    while (!await answers(port)) {
      if (child.exitCode !== null)
        throw new Error(`npm start ended with exit code ${child.exitCode}. Run it by hand to see why.`)
      if (performance.now() - begin > GIVE_UP_MS)
        throw new Error(`npm start did not answer within ${GIVE_UP_MS / 1000} s.`)
      await setTimeout(POLL_MS)
    }
    return performance.now() - begin
  }
  finally {
    child.kill('SIGTERM')
    await exited
  }
}

async function answers(port: number): Promise<boolean> {
  // Without the token that it prints, `npm start` answers with a refusal.
  return await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false)
}
