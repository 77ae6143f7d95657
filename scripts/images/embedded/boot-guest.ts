import type { Buffer } from 'node:buffer'
import type { StageReporter } from '../../cli/progress.ts'
import type { FirmwareFiles } from './guest-session.ts'
import { embeddedKernelCommandLine } from '../../machines/embedded/core/options.ts'
import { GuestSession } from './guest-session.ts'

/** Milliseconds until the agent must be ready. On an idle machine it takes half a minute. */
const BOOT_TIMEOUT_MS = 600_000

/**
 * Console whose first shell is started before the state is saved, so that its prompt is there at once. Only the one that every demo opens: a held
 * shell of a pane that is not there would stand in the process tree.
 */
const HELD_CONSOLE = 0

/** Milliseconds that the kernel gets to tidy up, and the held shell to read its start files, before it is stopped for good. */
const SETTLE_MS = 5_000

/** Boots the kernel once and gives the machine's state when its agent is ready. */
export async function bootGuest(firmware: FirmwareFiles, kernel: Buffer, initrd: Buffer, reporter: StageReporter): Promise<Buffer> {
  const guest = await GuestSession.start(firmware, { kernel, initrd, commandLine: embeddedKernelCommandLine })
  const timer = setInterval(() => reporter.note(lastLine(guest.log)), 500)
  try {
    await guest.line(/^ready$/, BOOT_TIMEOUT_MS)
    guest.send(`hold ${HELD_CONSOLE}`)
    await guest.line(new RegExp(`^held ${HELD_CONSOLE} \\d+$`), BOOT_TIMEOUT_MS)
    await new Promise(resolve => setTimeout(resolve, SETTLE_MS))
    const state = await guest.save()
    reporter.note(`state of ${(state.length / 1e6).toFixed(0)} MB`)
    return state
  }
  finally {
    clearInterval(timer)
    await guest.end()
  }
}

function lastLine(log: string): string {
  return log.trimEnd().split('\n').at(-1)?.trim() ?? ''
}
