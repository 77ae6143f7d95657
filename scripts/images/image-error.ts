/** An image could not be made; the message says what was seen and what to do. */
export class ImageError extends Error {
  override readonly name = 'ImageError'
}
