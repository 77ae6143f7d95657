import { describe, expect, it } from 'vitest'
import { sequenceLayout } from '../../../../components/figures/blocks/sequence-layout.ts'

const layout = sequenceLayout({
  title: 'A call',
  description: '',
  actors: [
    { name: 'client' },
    { name: 'daemon', ends: true },
    { name: 'disk' },
  ],
  rows: [
    {
      from: 0,
      to: 1,
      text: 'a message of more words',
      dashed: false,
    },
    { from: 1, text: 'thinks', dashed: false },
    {
      from: 1,
      to: 0,
      text: 'ok',
      dashed: true,
    },
    { from: 2, text: 'spins', dashed: false },
  ],
  clicks: 0,
}, text => text.length * 10)

describe('the layout of a sequence', () => {
  it('has room between two actors for what they say', () => {
    expect(layout.xs[1]! - layout.xs[0]!).toBeGreaterThan(230)
    expect(layout.words[0]).toMatchObject({ x: (layout.xs[0]! + layout.xs[1]!) / 2, anchor: 'middle' })
  })

  it('leads arrows to their actor, without touching the line of life', () => {
    const [begin, end] = layout.routes[2]!
    expect(begin!.x).toBeLessThan(layout.xs[1]!)
    expect(end!.x).toBeGreaterThan(layout.xs[0]!)
    expect(layout.routes[1]).toBeUndefined()
  })

  it('says beside its line what an actor does by itself; the last one left of it, where there is room', () => {
    expect(layout.words[1]).toMatchObject({ anchor: 'start' })
    expect(layout.words[3]).toMatchObject({ anchor: 'end' })
  })

  it('ends the line of an actor that ends below its last row', () => {
    expect(layout.ends[1]).toBeGreaterThan(layout.ys[2]!)
    expect(layout.ends[1]).toBeLessThan(layout.ends[0]!)
  })
})
