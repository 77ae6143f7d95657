import { describe, expect, it } from 'vitest'
import { typingDelays } from '../../../scripts/engine/pace.ts'

const line = 'unshare --pid --fork --mount-proc bash # 🐳'

function total({ characters, enter }: ReturnType<typeof typingDelays>): number {
  return characters.reduce((sum, each) => sum + each, enter)
}

describe('the pace', () => {
  it('has one pause per character, also for those of two code units, and one before Enter', () => {
    const { characters, enter } = typingDelays(line, 'human')
    expect(characters).toHaveLength([...line].length)
    expect([...characters, enter].every(each => each > 0)).toBe(true)
  })

  it('of people is uneven, but the same in every run', () => {
    const { characters } = typingDelays(line, 'human')
    expect(new Set(characters).size).toBeGreaterThan(10)
    expect(typingDelays(line, 'human')).toEqual(typingDelays(line, 'human'))
  })

  it('in characters per second is kept on average', () => {
    const perSecond = [
      ...'x'.repeat(200),
    ].length / (typingDelays('x'.repeat(200), 50).characters.reduce((sum, each) => sum + each) / 1000)
    expect(perSecond).toBeGreaterThan(47)
    expect(perSecond).toBeLessThan(53)
  })

  it('named fast has no pauses', () => {
    expect(total(typingDelays(line, 'fast'))).toBe(0)
  })

  it('of people types a line of a talk in a few seconds', () => {
    expect(total(typingDelays(line, 'human'))).toBeGreaterThan(1_000)
    expect(total(typingDelays(line, 'human'))).toBeLessThan(3_000)
  })
})
