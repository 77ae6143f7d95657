import type { Readable, Writable } from 'node:stream'
import type { Event } from '../../base/event.ts'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { abortable } from '../../base/abortable.ts'
import { Emitter } from '../../base/emitter.ts'

const message = v.union([
  v.looseObject({
    QMP: v.looseObject({}),
  }),
  v.looseObject({
    id: v.number(),
    error: v.object({
      class: v.string(),
      desc: v.string(),
    }),
  }),
  v.looseObject({
    id: v.number(),
    return: v.unknown(),
  }),
  v.looseObject({
    event: v.string(),
    data: v.optional(v.looseObject({}), {}),
  }),
])

const jobs = v.array(v.looseObject({
  id: v.string(),
  status: v.string(),
  error: v.optional(v.string()),
}))

/** Something that QEMU reports by itself (QEMU QMP Reference Manual). */
export interface QmpEvent {
  event: string
  data: Record<string, unknown>
}

/** Speaks the QEMU Machine Protocol over a pair of streams. */
export class QmpClient {
  readonly onEvent: Event<QmpEvent>
  readonly #events = new Emitter<QmpEvent>()
  readonly #output: Writable
  readonly #greeted = Promise.withResolvers<void>()
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #over = new AbortController()
  #count = 0

  constructor(input: Readable, output: Writable) {
    this.#output = output
    this.onEvent = this.#events.event
    // QEMU's own end says more.
    output.on('error', () => undefined)
    this.#greeted.promise.catch(() => undefined)
    createInterface(input).on('line', line => this.#receive(line))
  }

  /** Waits for QEMU's greeting and answers it; commands are taken afterwards. */
  async greet(): Promise<void> {
    await this.#greeted.promise
    await this.execute('qmp_capabilities')
  }

  /** Runs a command. Rejects with QEMU's description of what is wrong, or with why it has ended. */
  async execute(command: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    this.#over.signal.throwIfAborted()
    const id = ++this.#count
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#output.write(`${JSON.stringify({ execute: command, arguments: parameters, id })}\n`)
    return await waiting.promise
  }

  /** Runs a command that QEMU works on in the background, to the end of the work. */
  async runJob(command: string, parameters: Record<string, unknown>): Promise<void> {
    const id = `job-${++this.#count}`
    const concluded = Promise.withResolvers<void>()
    const listener = this.onEvent(({ event, data }) => {
      if (event === 'JOB_STATUS_CHANGE' && data.id === id && data.status === 'concluded')
        concluded.resolve()
    })
    try {
      await this.execute(command, { 'job-id': id, ...parameters })
      await abortable(concluded.promise, this.#over.signal)
      const job = v.parse(jobs, await this.execute('query-jobs')).find(each => each.id === id)
      await this.execute('job-dismiss', { id })
      if (job?.error !== undefined)
        throw new Error(`QEMU's ${command} failed: ${job.error}`)
    }
    finally {
      listener.dispose()
    }
  }

  /** Rejects whatever waits or comes later: QEMU has ended. */
  abandon(reason: Error): void {
    this.#over.abort(reason)
    this.#greeted.reject(reason)
    for (const waiting of this.#waiting.values())
      waiting.reject(reason)
    this.#waiting.clear()
  }

  #receive(line: string): void {
    const said = v.parse(message, JSON.parse(line))
    if ('QMP' in said)
      return this.#greeted.resolve()
    if ('event' in said)
      return this.#events.fire(said as QmpEvent)
    const { id } = said as { id: number }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if ('error' in said)
      waiting?.reject(new Error((said.error as { desc: string }).desc))
    else
      waiting?.resolve((said as { return?: unknown }).return)
  }
}
