import { describe, expect, it } from 'vitest'
import { OutputReceipts } from '../../../components/terminal/output-receipts.ts'

function receipts(lot: number): { receipts: OutputReceipts, acknowledged: number[] } {
  const acknowledged: number[] = []
  return {
    receipts: new OutputReceipts(lot, chars => acknowledged.push(chars)),
    acknowledged,
  }
}

describe('output that a window has parsed', () => {
  it('is acknowledged in lots', () => {
    const { receipts: counter, acknowledged } = receipts(100)
    counter.expect(60, 1)()
    expect(acknowledged).toEqual([])
    counter.expect(60, 1)()
    counter.expect(99, 1)()
    expect(acknowledged).toEqual([120])
  })

  it('counts once, when the slowest terminal of the pane has it', () => {
    const { receipts: counter, acknowledged } = receipts(100)
    const parsed = counter.expect(100, 2)
    parsed()
    expect(acknowledged).toEqual([])
    parsed()
    expect(acknowledged).toEqual([100])
  })

  it('is not acknowledged after a fresh screen came', () => {
    const { receipts: counter, acknowledged } = receipts(100)
    counter.expect(90, 1)()
    const late = counter.expect(100, 1)
    counter.restart()
    late()
    counter.expect(99, 1)()
    expect(acknowledged).toEqual([])
  })
})
