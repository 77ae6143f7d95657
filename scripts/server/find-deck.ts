import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../usage-error.ts'

/** The decks of a folder by name: every Markdown file that stands in it directly. Chapters stand deeper. */
export async function listDecks(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(file => file.endsWith('.md') && !file.startsWith('.')).map(file => file.slice(0, -'.md'.length)).sort()
}

/** Path of the deck's entry file. Throws `UsageError` that lists the decks when there is none of that name. */
export async function findDeck(folder: string, name: string): Promise<string> {
  const decks = await listDecks(folder)
  if (!decks.includes(name))
    throw new UsageError(`There is no deck "${name}". The decks are: ${decks.join(', ')}. Try: npm start -- ${decks[0] ?? '<deck>'}`)
  return join(folder, `${name}.md`)
}
