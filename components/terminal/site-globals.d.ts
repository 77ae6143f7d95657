/** Defined by `npm run build`; the talk's own pages have no such thing. */
declare const __CBU_MACHINE__: {
  /** Address of the embedded machine's files, relative to the page. */
  readonly folder: string
  /** Bytes that starting a machine loads. */
  readonly bytes: number
}

/** Defined by `npm run build`: files beside the deck's page, and what their links say. */
declare const __CBU_DOWNLOADS__: readonly { readonly file: string, readonly words: string }[]
