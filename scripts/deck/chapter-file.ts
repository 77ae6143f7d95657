import type { Depth } from './depth.ts'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from '@slidev/parser'
import { UsageError } from '../base/usage-error.ts'
import { assertWritten } from '../slidev/assert-written.ts'
import { shownPath } from '../system/shown-path.ts'
import { DEPTHS, isDepth } from './depth.ts'
import { CHAPTERS } from './find-deck.ts'
import { slidePlace } from './slide-place.ts'

/** A slide where it stands. */
export interface ChapterSlide {
  /** Place in the file, from 1. */
  number: number
  title: string
  depth: Depth
}

export interface ChapterFile {
  path: string
  /** Path for messages. */
  shown: string
  slides: readonly ChapterSlide[]
}

/** Chapters of the decks in a folder, by name and in the order of the files. Throws `UsageError` where two files have one name. */
export async function listChapters(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(join(folder, CHAPTERS)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return []
    throw error
  })
  const chapters = new Map<string, string>()
  for (const file of files.toSorted()) {
    const name = /^(?:\d+-)?([^.].*)\.md$/.exec(file)?.[1]
    if (name === undefined)
      continue
    const other = chapters.get(name)
    if (other !== undefined)
      throw new UsageError(`${other} and ${file} in ${shownPath(join(folder, CHAPTERS))} are both the chapter "${name}". Rename one of them.`)
    chapters.set(name, file)
  }
  return chapters
}

/**
 * Reads a chapter by its name, from the first of the folders that has it. Throws `UsageError` for one that is nowhere, and for a slide that
 * does not say how deep it goes.
 */
export async function readChapter(folders: readonly string[], name: string): Promise<ChapterFile> {
  const path = await chapterPath(folders, name)
  const shown = shownPath(path)
  const written = await parse(await readFile(path, 'utf8'), path)
  assertWritten(written)
  const { slides } = written
  return {
    path,
    shown,
    slides: slides.filter(({ frontmatter }) => frontmatter.disabled !== true && frontmatter.hide !== true).map(({ index, title = '', frontmatter }) => {
      const { depth, src } = frontmatter as { depth?: unknown, src?: unknown }
      const place = slidePlace({ filepath: path, index, title })
      if (src !== undefined)
        throw new UsageError(`${place} imports \`src: ${String(src)}\`. A chapter holds its slides itself: move them here.`)
      if (!isDepth(depth)) {
        throw new UsageError(`${place} ${depth === undefined
          ? 'does not say how deep it goes'
          : `has the depth "${String(depth)}", which no deck can take`}. Write one of these into its front matter: ${DEPTHS.map(each => `depth: ${each}`).join(', ')}.`)
      }
      return { number: index + 1, title, depth }
    }),
  }
}

async function chapterPath(folders: readonly string[], name: string): Promise<string> {
  const found: string[] = []
  for (const folder of folders) {
    const chapters = await listChapters(folder)
    const file = chapters.get(name)
    if (file !== undefined)
      return join(folder, CHAPTERS, file)
    found.push(`${shownPath(join(folder, CHAPTERS))} ${chapters.size === 0
      ? 'has none: make its file there'
      : `has: ${[
        ...chapters.keys(),
      ].join(', ')}`}`)
  }
  throw new UsageError(`There is no chapter "${name}". ${found.join('. ')}.`)
}
