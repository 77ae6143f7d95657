import type { StageReporter } from '../../cli/progress.ts'
import type { BootedGuest, GuestRun } from './boot-guest.ts'
import type { GuestCheck } from './guest-checks.ts'
import { setTimeout } from 'node:timers/promises'
import { ImageError } from '../image-error.ts'

/** Milliseconds after which a check counts as hung: many times what the longest takes, emulated on a busy computer. */
const CHECK_MS = 30 * 60_000
/** Lines of what a failed check printed that its error repeats. */
const SHOWN_LINES = 15

/**
 * What a check's script is run with. It stops at the first command that fails, says which and how, and may call:
 * `same WANTED SEEN`: fails unless both are the same, and says what both are;
 * `not COMMAND…`: fails if the command succeeds;
 * `within SECONDS COMMAND…`: repeats the command until it succeeds, and fails if it never did; the seconds only end what would never.
 */
const prelude = `
set -eEuo pipefail
trap 'echo "→ a command ended with exit code $?: $BASH_COMMAND"' ERR
same() { [[ $2 == "$1" ]] || { echo "→ expected: $1"; echo "→ seen:     $2"; return 1; }; }
not() { ! "$@" || { echo "→ this succeeded: $*"; return 1; }; }
within() {
  local end=$((SECONDS + $1)); shift
  until "$@"; do
    ((SECONDS < end)) || { echo "→ this never succeeded: $*"; return 1; }
    sleep 1
  done
}
`

/**
 * Tries in a booted guest what its image promises. How fast the guest is does not matter.
 * @returns the titles of what was tried
 * @throws ImageError that names every check that failed, with the command, its exit code and what it printed
 */
export async function checkGuest(guest: Pick<BootedGuest, 'run'>, checks: readonly GuestCheck[], reporter: StageReporter, signal: AbortSignal): Promise<string[]> {
  const failures: string[] = []
  for (const [index, check] of checks.entries()) {
    reporter.note(check.title)
    reporter.advance(index, checks.length)
    const { exitCode, output } = await runCheck(guest, check, signal)
    if (exitCode !== 0)
      failures.push(failureWords(check, exitCode, output))
  }
  if (failures.length > 0)
    throw new ImageError(`The guest fails ${failures.length} of ${checks.length} checks, so no image was written.\n\n${failures.join('\n\n')}`)
  reporter.note(`${checks.length} checks`)
  return checks.map(({ title }) => title)
}

async function runCheck(guest: Pick<BootedGuest, 'run'>, { script, user }: GuestCheck, signal: AbortSignal): Promise<GuestRun> {
  const over = new AbortController()
  try {
    return await Promise.race([
      guest.run(`${prelude}${script}\n`, user),
      setTimeout(CHECK_MS, { exitCode: -1, output: `It did not end within ${CHECK_MS / 60_000} minutes.` }, {
        signal: AbortSignal.any([signal, over.signal]),
      }),
    ])
  }
  catch (error) {
    // Interrupted, whatever runs says so in its own words.
    signal.throwIfAborted()
    throw error
  }
  finally {
    over.abort()
  }
}

function failureWords({ title, user = 'root' }: GuestCheck, exitCode: number, output: string): string {
  const lines = output.trimEnd().split('\n').slice(-SHOWN_LINES)
  return `✗ ${title} (as ${user}, exit code ${exitCode})\n${lines.map(line => `    ${line}`).join('\n')}`
}
