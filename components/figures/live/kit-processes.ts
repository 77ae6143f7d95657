import type { ProcessSample } from '../../../scripts/probe/sample.ts'

/** Scripts that the kit itself runs in the embedded machine or by ssh, and the program that starts the former and the shells. */
const KIT_SCRIPT = /^bash \/run\/kit\/|^\/run\/kit-\w+\/run /
const KIT_AGENT = 'agent'

/** The processes that a talk is about: without those by which the kit drives the machine. */
export function talkProcesses(processes: readonly ProcessSample[]): ProcessSample[] {
  return processes.filter(({ name, command }) => name !== KIT_AGENT && !KIT_SCRIPT.test(command))
}
