/** Demos of a deck in the order of the talk: demo id → number of its slide, from 1. `slides` are the slides' Markdown texts. */
export function demoSlides(slides: readonly { content: string }[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const [index, { content }] of slides.entries()) {
    for (const [, , demo] of content.matchAll(/<DemoTerminal\s(?:[^>]*\s)?demo=(["'])(.+?)\1/g)) {
      if (!found.has(demo!))
        found.set(demo!, index + 1)
    }
  }
  return found
}
