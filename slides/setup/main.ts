import { defineAppSetup } from '@slidev/types'
import { bibliographyKey } from '../../components/slide/bibliography.ts'
import bibliography from '../bibliography.json'

export default defineAppSetup(({ app }) => {
  // Components may not import from `slides/`, so the decks' bibliography is handed to them.
  app.provide(bibliographyKey, bibliography)
})
