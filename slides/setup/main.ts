import { defineAppSetup } from '@slidev/types'
import { bibliographyKey } from '../../components/slide/bibliography.ts'
import bibliography from '../bibliography.json'

/** Hands the decks' bibliography to the components, which may not import from `slides/`. */
export default defineAppSetup(({ app }) => {
  app.provide(bibliographyKey, bibliography)
})
