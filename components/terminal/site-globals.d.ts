/** Defined by `npm run build`; the talk's own pages have no such thing. */
declare const __CBU_MACHINE__: {
  /** Address of the embedded machine's files, relative to the page. */
  readonly folder: string
  /** Bytes that starting a machine loads. */
  readonly bytes: number
}
