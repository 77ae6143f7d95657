import { defineAppSetup } from '@slidev/types'
import { bibliographyKey } from '../../components/slide/bibliography.ts'
import { takeTokenFromAddress } from '../../components/terminal/window-token.ts'
import bibliography from '../bibliography.json'

export default defineAppSetup(({ app, router }) => {
  // Components may not import from `slides/`, so the decks' bibliography is handed to them.
  app.provide(bibliographyKey, bibliography)
  // At once, and not only when the first demo is near: the first slide is on the projector for a while.
  takeTokenFromAddress(router)
})
