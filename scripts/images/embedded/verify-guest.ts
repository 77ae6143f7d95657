import type { Buffer } from 'node:buffer'
import type { StageReporter } from '../../cli/progress.ts'
import type { GuestCheck } from './guest-check.ts'
import type { FirmwareFiles } from './guest-session.ts'
import { ImageError } from '../image-error.ts'
import { agentChecks } from './checks/agent.ts'
import { consoleChecks } from './checks/consoles.ts'
import { controlGroupChecks } from './checks/control-groups.ts'
import { fileChecks } from './checks/files.ts'
import { namespaceChecks } from './checks/namespaces.ts'
import { networkChecks } from './checks/network.ts'
import { privilegeChecks } from './checks/privilege.ts'
import { runtimeChecks } from './checks/runtimes.ts'
import { GuestSession } from './guest-session.ts'

/** What is tried together, one check on what the one before left. Consoles are tried each from the saved state. */
const groups: readonly (readonly GuestCheck[])[] = [
  agentChecks,
  ...consoleChecks.map(check => [check]),
  namespaceChecks,
  controlGroupChecks,
  fileChecks,
  networkChecks,
  privilegeChecks,
  runtimeChecks,
]

/**
 * Restores a state and tries in it everything that the talk relies on.
 * @returns the titles of the checks, all of which passed
 * @throws ImageError naming every check that failed, and what was seen
 */
export async function verifyGuest(firmware: FirmwareFiles, state: Buffer, reporter: StageReporter): Promise<string[]> {
  const total = groups.flat().length
  const passed: string[] = []
  const failures: string[] = []
  const guest = await GuestSession.start(firmware, { state })
  try {
    for (const [index, group] of groups.entries()) {
      if (index > 0)
        await guest.restore(state)
      for (const { title, run } of group) {
        reporter.note(title)
        await run(guest).then(
          () => passed.push(title),
          (error: Error) => failures.push(`${title}: ${error.message}`),
        )
        reporter.advance(passed.length + failures.length, total)
      }
    }
  }
  finally {
    await guest.end()
  }
  if (failures.length > 0)
    throw new ImageError(`The guest fails ${failures.length} of ${total} checks, so no image was written.\n\n${failures.join('\n\n')}`)
  reporter.note(`${total} checks`)
  return passed
}
