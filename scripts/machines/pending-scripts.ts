import { KILL_GRACE_MS } from './deadlines.ts'
import { MachineError } from './machine.ts'

interface Pending {
  readonly done: PromiseWithResolvers<number>
  /** Why it was killed. */
  reason?: Error
}

export interface PendingScript {
  /** What the machine knows it by. */
  id: string
  script: string
  /** Milliseconds until it is killed. */
  timeout: number
  /** Aborting kills it. */
  signal?: AbortSignal | undefined
}

/** Scripts that run in a machine, until it reports their end: kills those whose time is over or whose signal is aborted. */
export class PendingScripts {
  readonly #kill: (id: string) => void
  readonly #grace: () => number
  readonly #scripts = new Map<string, Pending>()

  /** `kill` asks the machine to end a script with its children; `grace` tells how many milliseconds it has to report that. */
  constructor(kill: (id: string) => void, grace: () => number = () => KILL_GRACE_MS) {
    this.#kill = kill
    this.#grace = grace
  }

  /**
   * Has `begin` start a script, and waits for its exit status.
   * @throws MachineError 'timeout', the signal's reason, or the reason of `abandon`
   */
  async run({ id, script, timeout, signal }: PendingScript, begin: () => void | Promise<void>): Promise<number> {
    signal?.throwIfAborted()
    const pending: Pending = {
      done: Promise.withResolvers(),
    }
    // It may be rejected before anyone waits for it.
    pending.done.promise.catch(() => undefined)
    this.#scripts.set(id, pending)
    const onAbort = (): void => this.#end(id, pending, toError(signal!.reason))
    signal?.addEventListener('abort', onAbort, { once: true })
    const timer = setTimeout(() => this.#end(id, pending, scriptTimeout(script, timeout)), timeout)
    try {
      await begin()
      const exitCode = await pending.done.promise
      if (pending.reason)
        throw pending.reason
      return exitCode
    }
    finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      this.#scripts.delete(id)
    }
  }

  /** The machine said that a script has ended. Answers whether anyone waited for it. */
  done(id: string, exitCode: number): boolean {
    const pending = this.#scripts.get(id)
    pending?.done.resolve(exitCode)
    return pending !== undefined
  }

  /** Rejects whatever is under way, because what it ran in is gone. */
  abandon(reason: Error): void {
    for (const { done } of this.#scripts.values())
      done.reject(reason)
  }

  #end(id: string, pending: Pending, reason: Error): void {
    // The first reason wins.
    if (pending.reason)
      return
    pending.reason = reason
    this.#kill(id)
    const timer = setTimeout(() => pending.done.reject(reason), this.#grace())
    void pending.done.promise.catch(() => undefined).then(() => clearTimeout(timer))
  }
}

function scriptTimeout(script: string, timeout: number): MachineError {
  const start = script.trim().split('\n', 1)[0] ?? ''
  return new MachineError('timeout', `A script did not end within ${timeout} ms and was killed. It begins with: ${start.slice(0, 120)}`)
}

function toError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new Error(String(reason))
}
