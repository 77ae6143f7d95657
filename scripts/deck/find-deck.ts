import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UsageError } from '../base/usage-error.ts'

/** The decks of a folder by name: every Markdown file that stands in it directly. Chapters stand deeper. */
export async function listDecks(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(file => file.endsWith('.md') && !file.startsWith('.')).map(file => file.slice(0, -'.md'.length)).sort()
}

/**
 * Path of the entry file of a deck, which is the name of one in the folder, or the path of a Markdown file anywhere. Throws `UsageError` that
 * lists the decks when there is none of that name.
 */
export async function findDeck(folder: string, name: string): Promise<string> {
  if (name.endsWith('.md')) {
    const path = resolve(name)
    if (!existsSync(path))
      throw new UsageError(`There is no file ${path}. Name a deck in slides/ without .md, or give the path of a deck elsewhere.`)
    return path
  }
  const decks = await listDecks(folder)
  if (!decks.includes(name))
    throw new UsageError(`There is no deck "${name}". The decks are: ${decks.join(', ')}. Try: npm start -- ${decks[0] ?? '<deck>'}`)
  return join(folder, `${name}.md`)
}
