import { definePreparserSetup } from '@slidev/types'
import { createDeckChapters } from '../scripts/deck/deck-chapters.ts'

/** Part of the addon: every deck that has it may list `chapters`. */
export default definePreparserSetup(({ filepath }) => [
  createDeckChapters(filepath),
])
