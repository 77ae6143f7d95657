import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Deck } from './read-deck.ts'
import { UsageError } from '../base/usage-error.ts'
import { findDemo } from '../engine/demo-catalogue.ts'

/** A demo's place in the rehearsal. */
export interface PlannedDemo {
  demo: string
  /** Where the audience sees it, such as `meetup 12`; `no slide yet` for a demo that no deck shows. */
  place: string
}

export interface TalkOrderOptions {
  catalogue: DemoCatalogue
  /** In the order in which they are rehearsed. */
  decks: readonly Deck[]
  /** Only this demo, be it on a slide or not. @default every demo of the decks */
  only?: string
  /** Demos that no deck shows come last. @default false */
  withUnshown?: boolean
}

const NO_SLIDE = 'no slide yet'

/**
 * The demos in the order in which the audience sees them, each once. Throws `DemoError` `unknown-demo` for a demo, asked for or on a slide,
 * that does not exist, and `UsageError` where there is none at all: a rehearsal of nothing must not look green.
 */
export function talkOrder({ catalogue, decks, only, withUnshown = false }: TalkOrderOptions): PlannedDemo[] {
  const places = new Map<string, string>()
  for (const { name, chapters } of decks) {
    for (const { number, demos } of chapters.flatMap(({ slides }) => slides)) {
      for (const demo of demos) {
        if (!places.has(demo))
          places.set(findDemo(catalogue, demo).id, `${name} ${number}`)
      }
    }
  }
  const planned = only === undefined
    ? [
        ...places.keys(),
        ...withUnshown
          ? [
              ...catalogue.keys(),
            ].filter(id => !places.has(id)).sort()
          : [],
      ]
    : [findDemo(catalogue, only).id]
  if (planned.length === 0)
    throw new UsageError(`There is no demo to rehearse: no slide of ${decks.map(({ name }) => `slides/${name}.md`).join(', ')} shows one. Put one on a slide: <DemoTerminal demo="…" />`)
  return planned.map(demo => ({ demo, place: places.get(demo) ?? NO_SLIDE }))
}
