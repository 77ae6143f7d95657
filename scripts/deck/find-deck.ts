import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../base/usage-error.ts'

/** Folder of chapter files, beside the decks. */
export const CHAPTERS = 'chapters'

/** The decks of a folder by name: every Markdown file that stands in it directly. Chapters stand deeper. */
export async function listDecks(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(file => file.endsWith('.md') && !file.startsWith('.')).map(file => file.slice(0, -'.md'.length)).sort()
}

/**
 * Path of the entry file of a deck, which is the name of one in the folder, or the path of a Markdown file anywhere. Throws `UsageError` that
 * lists the decks when there is none of that name.
 */
export async function findDeck(folder: string, name: string): Promise<string> {
  const decks = await listDecks(folder)
  const written = basename(name, '.md').toLowerCase()
  const meant = decks.find(deck => deck.toLowerCase() === written)
  if (name.endsWith('.md')) {
    const path = resolve(name)
    if (!existsSync(path)) {
      throw new UsageError(`There is no file ${path}. Name a deck in slides/ without .md, or give the path of a deck elsewhere.${meant === undefined
        ? ''
        : ` Try: ${meant}`}`)
    }
    if (basename(dirname(path)) === CHAPTERS)
      throw new UsageError(`${name} is a chapter, and no deck. Name a deck that lists it: ${decks.join(', ')}.`)
    return path
  }
  if (!decks.includes(name))
    throw new UsageError(`There is no deck "${name}". The decks are: ${decks.join(', ')}. Try: npm start -- ${meant ?? decks[0] ?? '<deck>'}`)
  return join(folder, `${name}.md`)
}
