import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { listChapters, readChapter } from './chapter-file.ts'
import { deckSlides } from './deck-slides.ts'
import { CHAPTERS, findDeck, listDecks } from './find-deck.ts'

/** Slides that stand in a chapter and that no deck of the folder shows, each in words that say what to do. */
export async function unshownSlides(folder: string): Promise<string[]> {
  const decks = await Promise.all((await listDecks(folder)).map(async (name) => {
    const path = await findDeck(folder, name)
    return await deckSlides(await readFile(path, 'utf8'), path) ?? []
  }))
  const shown = new Set(decks.flat().map(({ file, number }) => `${file}#${number}`))
  const names = [
    ...(await listChapters(folder)).keys(),
  ]
  const chapters = await Promise.all(names.map(async name => ({
    name,
    ...await readChapter([folder], name),
  })))
  return chapters.flatMap(({ name, path, shown: place, slides }) => slides
    .filter(({ number }) => !shown.has(`${CHAPTERS}/${basename(path)}#${number}`))
    .map(({ number, title, depth }) => `${place}, slide ${number} ("${title}") is in no deck: none takes the depth "${depth}" of the chapter "${name}". Give the slide another depth, or list the chapter in a deck.`))
}
