import type { SampleNews } from '../../../scripts/engine/sampler.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { authoredSample } from '../../../components/figures/live/authored-sample.ts'
import { Sampler } from '../../../scripts/engine/sampler.ts'

/** Milliseconds that a sample takes here. */
const TAKES = 100

describe('the sampler', () => {
  let taken = 0
  let atOnce = 0
  let most = 0
  let failure: Error | undefined
  let sampler: Sampler
  let news: SampleNews[]

  beforeEach(() => {
    vi.useFakeTimers()
    taken = 0
    atOnce = 0
    most = 0
    failure = undefined
    news = []
    sampler = new Sampler({
      take: async () => {
        taken++
        most = Math.max(most, ++atOnce)
        await new Promise(resolve => setTimeout(resolve, TAKES))
        atOnce--
        if (failure)
          throw failure
        return authoredSample({ at: taken })
      },
    })
    sampler.onNews(each => news.push(each))
  })
  afterEach(() => {
    sampler.dispose()
    vi.useRealTimers()
  })

  it('takes nothing unless somebody watches and the machine runs', async () => {
    await vi.advanceTimersByTimeAsync(10_000)
    sampler.enable()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(taken).toBe(0)
    const watching = sampler.watch()
    await vi.advanceTimersByTimeAsync(TAKES)
    expect(news).toEqual([
      {
        sample: authoredSample({ at: 1 }),
      },
    ])
    watching.dispose()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(taken).toBe(1)
  })

  it('goes on as long as one of several watches, and stops once for each', async () => {
    sampler.enable()
    const [one, other] = [
      sampler.watch(),
      sampler.watch(),
    ]
    one.dispose()
    one.dispose()
    await vi.advanceTimersByTimeAsync(5_000)
    const before = taken
    expect(before).toBeGreaterThan(2)
    other.dispose()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(taken - before).toBeLessThanOrEqual(1)
  })

  it('leaves the machine three quarters of its time when nothing happens', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(taken * TAKES / 60_000).toBeLessThan(0.25)
    expect(taken).toBeGreaterThan(60)
  })

  it('comes soon after something happened, but not before the machine had as much time as a sample takes', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(TAKES + 1)
    sampler.hint()
    await vi.advanceTimersByTimeAsync(TAKES - 2)
    expect(taken).toBe(1)
    await vi.advanceTimersByTimeAsync(2)
    expect(taken).toBe(2)
  })

  it('comes at once after a command has ended, but not twice in a row', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(TAKES + 1)
    sampler.hintDone()
    await vi.advanceTimersByTimeAsync(1)
    expect(taken).toBe(2)
    await vi.advanceTimersByTimeAsync(TAKES)
    sampler.hintDone()
    await vi.advanceTimersByTimeAsync(TAKES - 10)
    expect(taken).toBe(2)
    await vi.advanceTimersByTimeAsync(20)
    expect(taken).toBe(3)
  })

  it('comes right after the sample that was under way when a command ended', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(TAKES / 2)
    sampler.hintDone()
    await vi.advanceTimersByTimeAsync(TAKES / 2 + 1)
    expect(taken).toBe(2)
  })

  it('waits for the end of a command that has just begun, but not for long', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(5_000)
    const before = taken
    sampler.hintBegun()
    sampler.hint()
    await vi.advanceTimersByTimeAsync(150)
    expect(taken).toBe(before)
    sampler.hintDone()
    await vi.advanceTimersByTimeAsync(1)
    expect(taken).toBe(before + 1)
    await vi.advanceTimersByTimeAsync(5_000)
    const later = taken
    sampler.hintBegun()
    await vi.advanceTimersByTimeAsync(300)
    expect(taken).toBe(later + 1)
  })

  it('leaves the machine to the echo of keys, but not for ever, and not once a command has ended', async () => {
    sampler.enable()
    sampler.watch()
    const type = async (milliseconds: number): Promise<void> => {
      for (let passed = 0; passed < milliseconds; passed += 150) {
        sampler.hintKey()
        await vi.advanceTimersByTimeAsync(150)
      }
    }
    await vi.advanceTimersByTimeAsync(TAKES + 1)
    await type(1_800)
    expect(taken).toBe(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(taken).toBe(2)
    await vi.advanceTimersByTimeAsync(TAKES + 1)
    await type(10_000)
    expect(taken).toBeGreaterThan(4)
    expect(taken).toBeLessThan(8)
    await type(600)
    const before = taken
    sampler.hintDone()
    sampler.hintKey()
    await vi.advanceTimersByTimeAsync(TAKES + 1)
    expect(taken).toBe(before + 1)
  })

  it('is not held up by commands that begin one after the other', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(5_000)
    const before = taken
    for (let command = 0; command < 20; command++) {
      sampler.hintDone()
      sampler.hintBegun()
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(taken - before).toBeGreaterThan(5)
  })

  it('takes one at a time, also one that is wanted now', async () => {
    sampler.enable()
    sampler.watch()
    const now = sampler.takeNow()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await now).toHaveProperty('sample')
    expect(most).toBe(1)
  })

  it('tells why a sample failed, and tries again', async () => {
    failure = new Error('no ps')
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(TAKES)
    expect(sampler.latest).toEqual({ problem: 'no ps' })
    failure = undefined
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sampler.latest).toHaveProperty('sample')
  })

  it('forgets what it saw of a machine that is restored, and drops what is under way', async () => {
    sampler.enable()
    sampler.watch()
    await vi.advanceTimersByTimeAsync(TAKES / 2)
    sampler.disable()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(news).toEqual([])
    expect(sampler.latest).toBeUndefined()
    expect(await sampler.takeNow()).toBeUndefined()
  })
})
