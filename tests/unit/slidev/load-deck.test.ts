import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { slidesFolderOf } from '../../fixtures/slides-folder.ts'

it('refuses a deck that imports slides which are not there: Slidev alone would leave them out without a word', async () => {
  const folder = await slidesFolderOf({ 'deck.md': '# One\n\n---\nsrc: ./pages/none.md\n---\n' })
  await expect(loadDeck(join(folder, 'deck.md'))).rejects.toThrow(/^Slides are missing\. Correct what the deck imports.*\n.*deck\.md:\d: .*not found: .*none\.md/)
})
