import type { Checkpoint } from '../../../../scripts/machines/embedded/core/checkpoints.ts'
import type { PageTable, Words } from '../../../../scripts/machines/embedded/core/page-store.ts'
import { describe, expect, it } from 'vitest'
import { Checkpoints } from '../../../../scripts/machines/embedded/core/checkpoints.ts'
import { PageStore } from '../../../../scripts/machines/embedded/core/page-store.ts'

const PAGES = 1024
const MEBIBYTE = 2 ** 20

/** Keeps states of four mebibytes of memory, in which each word is written between two of them. */
function keeping(limitBytes: number): { checkpoints: Checkpoints, keep: (name: string) => void } {
  const store = new PageStore()
  const memory: Words = new Int32Array(PAGES * 1024)
  let last: PageTable = new Int32Array(PAGES)
  const checkpoints = new Checkpoints({
    get bytes() {
      return store.bytes
    },
    retain: snapshots => store.retain([
      last,
      ...[...snapshots].map(snapshot => snapshot.memory),
    ]),
  }, limitBytes)
  let count = 0
  return {
    checkpoints,
    keep: (name) => {
      memory.fill(++count)
      last = store.keep(memory, last)
      const checkpoint: Checkpoint = {
        snapshot: {
          devices: [
            new Int32Array(count),
          ],
          memory: last,
        },
        unread: { input: [], line: '' },
        shells: [],
        openingConsoles: [],
      }
      checkpoints.set(name, checkpoint)
    },
  }
}

describe('kept states', () => {
  it('stay within their limit: those not used for longest are forgotten, but never the first', () => {
    const { checkpoints, keep } = keeping(18 * MEBIBYTE)
    for (const name of ['base', 'one', 'two', 'three'])
      keep(name)
    checkpoints.get('one')
    keep('four')
    expect(() => checkpoints.get('two')).toThrow(expect.objectContaining({ code: 'unknown-checkpoint', message: 'There is no checkpoint "two". Kept now: base, three, one, four.' }))
    for (const name of ['base', 'one', 'three', 'four'])
      expect(checkpoints.get(name).snapshot.memory).toHaveLength(PAGES)
    expect(checkpoints.bytes).toBeLessThan(18 * MEBIBYTE)
  })

  it('give back what one of them took that is replaced', () => {
    const { checkpoints, keep } = keeping(100 * MEBIBYTE)
    keep('base')
    for (let round = 0; round < 5; round++)
      keep('again')
    expect(checkpoints.bytes).toBeLessThan(13 * MEBIBYTE)
    expect(checkpoints.get('again').snapshot.devices[0]).toHaveLength(6)
  })

  it('keep the newest, however large it is', () => {
    const { checkpoints, keep } = keeping(MEBIBYTE)
    for (const name of ['base', 'one', 'two'])
      keep(name)
    expect(checkpoints.get('two').snapshot.devices[0]).toHaveLength(3)
    expect(() => checkpoints.get('one')).toThrow('no checkpoint "one"')
  })
})
