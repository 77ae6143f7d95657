import { expect, it, vi } from 'vitest'
import { ImageDownload } from '../../../../scripts/machines/embedded/core/image-download.ts'

const URL = 'http://host/machine/state.bin.zst'
const text = new TextDecoder()

/** A body in pieces, which stops where it does not end. */
function inPieces(pieces: readonly string[], ends = true): Response {
  const encoder = new TextEncoder()
  return new Response(new ReadableStream({
    start(stream) {
      pieces.forEach(piece => stream.enqueue(encoder.encode(piece)))
      if (ends)
        stream.close()
    },
  }))
}

it('gives the pieces of a kept file as they come, and all of it', async () => {
  const shares: number[] = []
  const put = vi.fn()
  const download = new ImageDownload({
    cache: {
      get: async () => inPieces(['one ', 'two']),
      put,
    },
    onProgress: share => shares.push(share),
  })
  download.expect(7)
  const pieces: string[] = []
  const bytes = await download.read(URL, piece => pieces.push(text.decode(piece)))
  expect(text.decode(bytes)).toBe('one two')
  expect(pieces).toEqual(['one ', 'two'])
  expect(shares.at(-1)).toBe(1)
  expect(put, 'a kept file is kept already').not.toHaveBeenCalled()
})

it('asks again for a file that stops, and tells each of its bytes once', async () => {
  const answers = [
    inPieces([], false),
    inPieces(['one ', 't'], false),
    inPieces(['one', ' two', ' three']),
  ]
  const get = vi.fn(async () => answers.shift())
  const download = new ImageDownload({
    cache: {
      get,
      put: () => {},
    },
    onProgress: () => {},
    stallMs: 5,
  })
  const pieces: string[] = []
  expect(text.decode(await download.read(URL, piece => pieces.push(text.decode(piece))))).toBe('one two three')
  expect(pieces).toEqual(['one ', 't', 'wo', ' three'])
  expect(get).toHaveBeenCalledTimes(3)
})

it('does not ask again for what is refused', async () => {
  const get = vi.fn(async () => new Response('', { status: 404, statusText: 'Not Found' }))
  const download = new ImageDownload({
    cache: {
      get,
      put: () => {},
    },
    onProgress: () => {},
  })
  await expect(download.read(URL)).rejects.toThrow('the server answered 404 Not Found')
  expect(get).toHaveBeenCalledTimes(1)
})
