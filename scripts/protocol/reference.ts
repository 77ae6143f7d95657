/** One source of the decks' bibliography, after the fields of a reference list. */
export interface Reference {
  /** What a slide's footer prints, such as `clone(2)` or `Menage 2007`. */
  label: string
  kind: string
  authors: string
  title: string
  /** Book, manual, proceedings, project or publisher. */
  container: string
  /** Four digits, or a version where the source is maintained without dates. */
  year: string
  /** The day on which it was last opened, such as `2026-11-29`. */
  retrieved?: string
}

/** By key, from `slides/bibliography.json`. */
export type References = Readonly<Record<string, Reference>>
