import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

it('gives what is no longer used back to the computer once the process is quiet', async () => {
  const child = fork(new URL('../../fixtures/memory-to-spare.ts', import.meta.url))
  try {
    const heard = async (): Promise<{ objects?: number, share?: number }> => (await once(child, 'message'))[0]
    expect(await heard()).toEqual({ objects: 2_500_000 })
    await expect.poll(async () => (await heard()).share, { timeout: 40_000 }).toBeLessThan(0.5)
  }
  finally {
    child.kill()
  }
})
