import type { StageReporter } from './progress.ts'
import { spawn } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { hasEnded } from './has-ended.ts'
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

/** Runs a program of the host to its end; what it says on stderr is told to the reporter, line by line. Aborted, it ends with all that it started. */
export async function runProgram(program: string, parameters: readonly string[], reporter: StageReporter, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(program, parameters, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own, so that what it started can be ended with it.
    detached: true,
  })
  const onAbort = (): void => {
    if (!hasEnded(child))
      process.kill(-child.pid!, 'SIGTERM')
  }
  signal.addEventListener('abort', onAbort)
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line)
    reporter.note(line.replace(/^I: /, ''))
  })
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', error => reject(new ImageError(`${program} did not start: ${error.message}`, { cause: error })))
    child.once('close', resolve)
  }).finally(() => signal.removeEventListener('abort', onAbort))
  signal.throwIfAborted()
  if (exitCode !== 0)
    throw new ProgramError(`${program} failed with exit code ${exitCode}.\n${lines.slice(-ERROR_LINES).join('\n')}`, lines.join('\n'))
}
