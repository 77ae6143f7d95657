import type { ProcessSample } from '../../../scripts/probe/sample.ts'

const SHELL = /^-?(?:ba|da|a|z)?sh$/

/** Whether somebody may be typing into the process. */
export function isShell({ name }: Pick<ProcessSample, 'name'>): boolean {
  return SHELL.test(name)
}
