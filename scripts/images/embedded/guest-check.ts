import type { GuestSession } from './guest-session.ts'
import { ImageError } from '../image-error.ts'

/** Milliseconds that a check may take. A busy machine is ten times slower than an idle one. */
const CHECK_TIMEOUT_MS = 180_000

/** One thing that must be true of the guest before its image is written. */
export interface GuestCheck {
  /** A sentence about the guest. */
  title: string
  /** Rejects if it is not true. */
  run: (guest: GuestSession) => Promise<void>
}

/** How a script in the guest ended. */
export interface ScriptResult {
  exitCode: number
  stdout: string
  stderr: string
}

let lastId = 0

/** Runs a script in the guest as the driver does. */
export async function runScript(guest: GuestSession, script: string): Promise<ScriptResult> {
  const id = `check-${++lastId}`
  await guest.writeFile(`${id}.sh`, script)
  guest.send(`run ${id}`)
  const [, exitCode] = await guest.line(new RegExp(`^done ${id} (\\d+)$`), CHECK_TIMEOUT_MS)
  return {
    exitCode: Number(exitCode),
    stdout: await guest.readFile(`${id}.out`),
    stderr: await guest.readFile(`${id}.err`),
  }
}

/** A check that is one script; it passes if no command of the script fails. */
export function scriptCheck(title: string, script: string): GuestCheck {
  return {
    title,
    run: async (guest) => {
      const { exitCode, stdout, stderr } = await runScript(guest, `set -eEu\ntrap 'echo "failed: $BASH_COMMAND" >&2' ERR\n${script}`)
      if (exitCode !== 0)
        throw new ImageError(`exit code ${exitCode}\n${stdout}${stderr}`)
    },
  }
}

/** Fails a check with what was seen instead. */
export function assertSeen(condition: boolean, expected: string, seen: unknown): void {
  if (!condition)
    throw new ImageError(`expected ${expected}, saw ${JSON.stringify(seen)}`)
}
