interface ImportMetaEnv {
  /** Where readers find the deck (`scripts/deck/talk-address.ts`); empty or undefined where nobody said it. */
  readonly CBU_ADDRESS?: string
}
