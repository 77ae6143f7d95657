import { describe, expect, it } from 'vitest'
import { reconnectDelay } from '../../../components/terminal/reconnect-delay.ts'

describe('the wait before connecting again', () => {
  it('doubles with every failure and is capped', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(reconnectDelay)).toEqual([
      250,
      500,
      1000,
      2000,
      4000,
      5000,
      5000,
      5000,
    ])
  })

  it('is short when there was no failure', () => {
    expect(reconnectDelay(0)).toBeLessThanOrEqual(250)
  })
})
