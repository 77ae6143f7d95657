import { describe, expect, it } from 'vitest'
import { INPUT_CHUNK_BYTES, InputQueue } from '../../../scripts/machines/input-queue.ts'

function drain(queue: InputQueue): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let chunk = queue.shift(); chunk; chunk = queue.shift())
    chunks.push(chunk)
  return chunks
}

describe('the input queue of a console', () => {
  it('hands out keys one by one, as they were typed', () => {
    const queue = new InputQueue()
    queue.push('a')
    queue.push('ü')
    expect(drain(queue)).toEqual([
      new Uint8Array([0x61]),
      new Uint8Array([0xC3, 0xBC]),
    ])
    expect(queue.isEmpty).toBe(true)
  })

  it('cuts a paste into chunks that together are the paste', () => {
    const queue = new InputQueue()
    const paste = '🐳 container '.repeat(300)
    queue.push(paste)
    const chunks = drain(queue)
    expect(chunks.length).toBeGreaterThan(5)
    expect(Math.max(...chunks.map(chunk => chunk.length))).toBe(INPUT_CHUNK_BYTES)
    expect(new TextDecoder().decode(new Uint8Array(chunks.flatMap(chunk => [...chunk])))).toBe(paste)
  })

  it('takes no chunk for an empty string', () => {
    const queue = new InputQueue()
    queue.push('')
    expect(queue.isEmpty).toBe(true)
  })

  it('forgets what it holds', () => {
    const queue = new InputQueue()
    queue.push('gone')
    queue.clear()
    expect(queue.shift()).toBeUndefined()
  })
})
