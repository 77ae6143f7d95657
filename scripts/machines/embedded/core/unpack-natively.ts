/**
 * Unpacks to so many bytes what arrives, by what this place has of itself, which does that in a thread of its own; undefined where it does not know the
 * format, or what came was damaged. Not every browser has zstd (Compression Streams standard).
 */
export async function unpackNatively(format: string, pieces: AsyncIterable<Uint8Array>, bytes: number): Promise<ArrayBuffer | undefined> {
  const stream = openStream(format)
  if (!stream)
    return undefined
  const unpacked = new Uint8Array(bytes)
  let length = 0
  const written = write(pieces, stream.writable)
  const reader = stream.readable.getReader()
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      unpacked.set(value!, length)
      length += value!.length
    }
    await written
  }
  catch {
    // Who sent it knows better what is wrong with it.
    await Promise.allSettled([
      written,
      reader.cancel(),
    ])
    return undefined
  }
  return length === bytes
    ? unpacked.buffer
    : undefined
}

function openStream(format: string): ReadableWritablePair<Uint8Array, Uint8Array> | undefined {
  try {
    return new DecompressionStream(format as CompressionFormat) as unknown as ReadableWritablePair<Uint8Array, Uint8Array>
  }
  catch {
    // It says so by throwing.
    return undefined
  }
}

async function write(pieces: AsyncIterable<Uint8Array>, stream: WritableStream<Uint8Array>): Promise<void> {
  const writer = stream.getWriter()
  for await (const piece of pieces)
    await writer.write(piece)
  await writer.close()
}
