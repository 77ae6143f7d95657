import { describe, expect, it } from 'vitest'
import { BATCH_CHARS, BATCH_MS, OutputBatcher } from '../../../../scripts/machines/embedded/core/output-batcher.ts'

function recorder(): { batcher: OutputBatcher, sent: string[], times: number[] } {
  const sent: string[] = []
  const times: number[] = []
  const batcher = new OutputBatcher((text) => {
    sent.push(text)
    times.push(performance.now())
  })
  return { batcher, sent, times }
}

describe('batched output', () => {
  it('goes out at the end of the turn when nothing went out just before', async () => {
    const { batcher, sent } = recorder()
    batcher.push('one ')
    batcher.push('echo')
    await Promise.resolve()
    expect(sent).toEqual(['one echo'])
  })

  it('is gathered when something went out just before', async () => {
    const { batcher, sent, times } = recorder()
    batcher.push('first')
    await Promise.resolve()
    for (const text of ['s', 'e', 'c', 'o', 'n', 'd']) {
      batcher.push(text)
      await Promise.resolve()
    }
    expect(sent).toEqual(['first'])
    await expect.poll(() => sent).toEqual(['first', 'second'])
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(BATCH_MS / 2)
  })

  it('does not wait once there is a lot', () => {
    const { batcher, sent } = recorder()
    batcher.push('x'.repeat(BATCH_CHARS - 1))
    expect(sent).toEqual([])
    batcher.push('x')
    expect(sent).toHaveLength(1)
  })

  it('goes out once, in order, however it is flushed', async () => {
    const { batcher, sent } = recorder()
    batcher.push('a')
    batcher.flush()
    batcher.push('b')
    batcher.flush()
    batcher.flush()
    await Promise.resolve()
    batcher.push('c')
    await expect.poll(() => sent.join('')).toBe('abc')
    expect(sent).toHaveLength(3)
  })
})
