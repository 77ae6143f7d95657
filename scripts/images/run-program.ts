import type { StageReporter } from '../cli/progress.ts'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { endGroup } from '../system/end-group.ts'
import { ImageError } from './image-error.ts'

/** Lines of a failed program's output that its error repeats. */
const ERROR_LINES = 12

/** A program that ended with another exit code than 0. */
export class ProgramError extends ImageError {
  /** Everything it said on stderr. */
  readonly output: string

  constructor(message: string, output: string) {
    super(message)
    this.output = output
  }
}

/** Runs a program of the host to its end; what it says on stderr is told to the reporter, line by line. Aborted, it ends with all that it started. `env`: its environment, by default ours. */
export async function runProgram(program: string, parameters: readonly string[], reporter: StageReporter, signal: AbortSignal, env?: NodeJS.ProcessEnv): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(program, parameters, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own, so that what it started can be ended with it.
    detached: true,
    env,
  })
  let ended: (() => void) | undefined
  const onAbort = (): void => {
    if (child.pid !== undefined)
      ended = endGroup(child.pid)
  }
  signal.addEventListener('abort', onAbort)
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line)
    reporter.note(line)
  })
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', error => reject(new ImageError(`${program} did not start: ${error.message}`, { cause: error })))
    child.once('close', resolve)
  }).finally(() => {
    signal.removeEventListener('abort', onAbort)
    ended?.()
  })
  signal.throwIfAborted()
  if (exitCode !== 0)
    throw new ProgramError(`${program} failed with exit code ${exitCode}.\n${lines.slice(-ERROR_LINES).join('\n')}`, lines.join('\n'))
}
