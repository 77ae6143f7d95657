import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

/** Seconds of processor time that this process has used, with the threads in which the emulator runs. */
function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Of one core, in percent, over so many milliseconds: what this process uses, or what `used` tells the seconds of. */
export async function cpuShare(milliseconds: number, used: () => number | Promise<number> = ownSeconds): Promise<number> {
  const before = await used()
  const begin = performance.now()
  await setTimeout(milliseconds)
  return (await used() - before) / (performance.now() - begin) * 1000 * 100
}
