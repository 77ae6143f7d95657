import type { ProcessSample } from '../../../scripts/probe/sample.ts'

const SHELL = /^-?(?:ba|da|a|z)?sh$/

/** Whether the process may be reading a command line. */
export function isShell({ name }: Pick<ProcessSample, 'name'>): boolean {
  return SHELL.test(name)
}
