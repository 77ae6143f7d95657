import { expect, it, vi } from 'vitest'
import { ImageDownload } from '../../../../scripts/machines/embedded/core/image-download.ts'

const URL = 'http://host/machine/state.bin.zst'
const text = new TextDecoder()

/** A body that never begins, as some browsers' under load. */
function silent(): Response {
  return new Response(new ReadableStream())
}

function inPieces(...pieces: string[]): Response {
  const encoder = new TextEncoder()
  return new Response(new ReadableStream({
    start(stream) {
      pieces.forEach(piece => stream.enqueue(encoder.encode(piece)))
      stream.close()
    },
  }))
}

it('gives the pieces of a kept file as they come, and all of it', async () => {
  const shares: number[] = []
  const put = vi.fn()
  const download = new ImageDownload({
    cache: {
      get: async () => inPieces('one ', 'two'),
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

it('asks again for a file that does not begin, and waits for it the last time', async () => {
  const answers = [
    silent(),
    silent(),
    inPieces('there'),
  ]
  const get = vi.fn(async () => answers.shift())
  const download = new ImageDownload({
    cache: {
      get,
      put: () => {},
    },
    onProgress: () => {},
    beginMs: 5,
  })
  expect(text.decode(await download.read(URL))).toBe('there')
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
