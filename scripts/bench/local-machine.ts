import type { Machine, MachineKind, RunOptions, RunResult, Shell, ShellOptions } from '../machines/machine.ts'
import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { spawn } from 'node-pty'
import { Emitter } from '../base/emitter.ts'
import { MachineError } from '../machines/machine.ts'

const guest = new URL('../images/embedded/guest/', import.meta.url)
const bashrc = fileURLToPath(new URL('./local-bashrc', import.meta.url))

/**
 * Real bashes on real ptys of the computer that runs the tests, with the guest's own prompt. It lets the engine be tested in
 * milliseconds. It has no checkpoints to speak of (`restore` only ends the shells) and is for tests and benchmarks alone: a
 * machine must never give a browser a shell on the speaker's computer.
 */
export class LocalMachine implements Machine {
  readonly kind: MachineKind = 'embedded'
  readonly #death = new Emitter<Error>()
  readonly onDeath = this.#death.event
  readonly calls: string[] = []
  #shells = new Set<{ kill: () => void }>()

  async start(signal: AbortSignal): Promise<void> {
    this.calls.push('start')
    signal.throwIfAborted()
  }

  async openShell({ columns, rows }: ShellOptions): Promise<Shell> {
    this.calls.push('openShell')
    const pty = spawn('bash', [
      '--noprofile',
      '--rcfile',
      bashrc,
      '-i',
    ], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      env: {
        PATH: process.env.PATH,
        HOME: '/tmp',
        LANG: 'C.UTF-8',
        GUEST: fileURLToPath(guest),
      },
      cwd: '/tmp',
    })
    this.#shells.add(pty)
    pty.onExit(() => this.#shells.delete(pty))
    return Object.assign(pty, {
      processId: async () => pty.pid,
    })
  }

  async run(script: string, { signal, timeout }: RunOptions = {}): Promise<RunResult> {
    this.calls.push('run')
    return await new Promise((resolve, reject) => {
      execFile('bash', ['-c', script], { signal, timeout }, (error, stdout, stderr) => {
        if (error?.killed && !signal?.aborted)
          return reject(new MachineError('timeout', `A script took longer than ${timeout} ms.`))
        resolve({
          exitCode: error
            ? Number(error.code)
            : 0,
          stdout,
          stderr,
        })
      })
    })
  }

  async save(): Promise<void> {
    this.calls.push('save')
  }

  async restore(): Promise<void> {
    this.calls.push('restore')
    this.#endShells()
  }

  async suspend(): Promise<void> {
    this.calls.push('suspend')
  }

  async resume(): Promise<void> {
    this.calls.push('resume')
  }

  async stop(): Promise<void> {
    this.calls.push('stop')
    this.#endShells()
  }

  /** What a crash looks like from outside. */
  die(reason: Error): void {
    this.#endShells()
    this.#death.fire(reason)
  }

  #endShells(): void {
    for (const shell of this.#shells)
      shell.kill()
    this.#shells.clear()
  }
}
