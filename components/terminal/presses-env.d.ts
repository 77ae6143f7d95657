interface ImportMetaEnv {
  /** How many presses a typed step takes that does not say so itself (`scripts/server/presses-plugin.ts`); undefined where nobody said it. */
  readonly CBU_PRESSES?: 1 | 2
}
