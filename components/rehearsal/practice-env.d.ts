interface ImportMetaEnv {
  /** Set while a speaker practises (`scripts/rehearsal/practice-plugin.ts`). */
  readonly CBU_PRACTICE?: true
}
