import type { Recording } from '../../../scripts/engine/recording.ts'
import type { SessionStatus } from '../../../scripts/engine/session-status.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Emitter } from '../../../scripts/base/emitter.ts'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Recorder } from '../../../scripts/engine/recorder.ts'
import { createRecording } from '../../../scripts/engine/recording.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { testDemo } from '../../fixtures/demo.ts'

const demo = testDemo({
  steps: [
    { pane: 'host', type: 'echo "one: $((40 + 1))"' },
    { pane: 'host', type: 'echo "two: $((40 + 2))"' },
  ],
})

/** A machine that is loaded from afar, for as long as the test likes. */
class LoadedMachine extends LocalMachine {
  readonly progress = new Emitter<number>()
  readonly onProgress = this.progress.event
  readonly loaded = Promise.withResolvers<void>()

  override async start(signal: AbortSignal): Promise<void> {
    await super.start(signal)
    signal.addEventListener('abort', () => this.loaded.reject(signal.reason))
    await this.loaded.promise
  }
}

let recording: Recording
let session: Session
let machines: LoadedMachine[]
let shares: (number | undefined)[]

async function record(): Promise<Recording> {
  const live = new Session({
    chain: [demo],
    createMachine: () => new LocalMachine(),
    pace: 'fast',
  })
  const recorder = new Recorder(live)
  await live.start()
  live.advance(2)
  await live.idle()
  const { casts } = recorder.finish({
    machine: 'embedded',
    kernel: 'Linux 6.1',
    hash: '0123456789abcdef',
    date: new Date(),
  })
  recorder.dispose()
  await live.stop()
  return createRecording(casts)
}

const status = ({ source, state, step }: SessionStatus = session.status): string => `${source} ${state} ${step}`
const screen = (): string => session.panes.get('host')!.screen.text

beforeEach(async () => {
  recording ??= await record()
  machines = []
  shares = []
  session = new Session({
    chain: [demo],
    recording,
    source: 'recording',
    createMachine: () => {
      machines.push(new LoadedMachine())
      return machines.at(-1)!
    },
    pace: 'fast',
  })
  session.onStatus(({ progress }) => shares.push(progress))
  await session.start()
  session.advance(1)
  await session.idle()
  session.switchTo('live')
  await expect.poll(() => machines[0]?.calls).toContain('start')
})
afterEach(async () => {
  await session.stop()
})

describe('a machine that is loaded from afar', () => {
  it('says how much of it is there, until it is', async () => {
    machines[0]!.progress.fire(0.25)
    expect(session.status.progress).toBe(0.25)
    expect(screen()).toContain('one: 41')
    machines[0]!.progress.fire(1)
    machines[0]!.loaded.resolve()
    await session.idle()
    expect(status()).toBe('live ready 1')
    expect(session.status.progress).toBeUndefined()
    expect(shares).toEqual(expect.arrayContaining([0.25, 1]))
  })

  it('is given up at once when the recording is wanted after all, and another one made when it is wanted again', async () => {
    machines[0]!.progress.fire(0.25)
    session.switchTo('recording')
    await session.idle()
    expect(status()).toBe('recording ready 1')
    expect(session.status.progress).toBeUndefined()
    await expect(machines[0]!.loaded.promise).rejects.toThrow('not wanted')
    machines[0]!.progress.fire(0.5)
    expect(session.status.progress).toBeUndefined()
    session.switchTo('live')
    await expect.poll(() => machines).toHaveLength(2)
    machines[1]!.loaded.resolve()
    await session.idle()
    expect(status()).toBe('live ready 1')
  })

  it('goes on loading when the demo is reset meanwhile', async () => {
    void session.reset()
    machines[0]!.loaded.resolve()
    await session.idle()
    expect(status()).toBe('live ready 0')
    expect(machines).toHaveLength(1)
  })

  it('that cannot be loaded leaves the recording as it was, with the reason', async () => {
    const before = session.panes.get('host')!.snapshot()
    machines[0]!.loaded.reject(new Error('The server answered 404.'))
    await session.idle()
    expect(status()).toBe('recording ready 1')
    expect(session.status.message).toContain('The server answered 404.')
    expect(session.panes.get('host')!.snapshot()).toBe(before)
  })
})
