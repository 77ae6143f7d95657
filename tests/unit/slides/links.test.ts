import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { listDecks } from '../../../scripts/deck/find-deck.ts'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { projectRoot, slidesFolder } from '../../../scripts/system/project-paths.ts'
import bibliography from '../../../slides/bibliography.json' with { type: 'json' }
import { brokenLinks } from '../../fixtures/slide-links.ts'

const files: string[] = []
for await (const file of glob(['*.md', 'slides/*.md', 'slides/chapters/*.md'], { cwd: projectRoot }))
  files.push(file)
const decks = await Promise.all((await listDecks(slidesFolder)).map(name =>
  loadDeck(join(slidesFolder, `${name}.md`))))
const aliases = decks.flatMap(({ slides }) => slides.flatMap(({ frontmatter }) => frontmatter.routeAlias as string | undefined ?? []))

it('finds files that link', () => {
  expect(files.length).toBeGreaterThan(10)
})

describe('all that it points to is there:', () => {
  it.each(files)('%s', async (name) => {
    const file = join(projectRoot, name)
    expect(await brokenLinks(await readFile(file, 'utf8'), { file, aliases })).toEqual([])
  })
})

it('would notice what is not there', async () => {
  const text = `
<<< @/../demos/files/container-in-bash.sh#outside bash

<<< @/../demos/files/none.sh

[a slide](/12) [another](about) ![a picture](images/none.png) [a page](http://example.org) [good](https://example.org/a#b)
<Link to="7" title="x">seven</Link>

\`[code](none)\`
`
  expect(await brokenLinks(text, {
    file: join(slidesFolder, 'deck.md'),
    aliases: ['about'],
  })).toEqual([
    '<<< @/../demos/files/container-in-bash.sh#outside: the file has no such region',
    '<<< @/../demos/files/none.sh: there is no such file',
    expect.stringMatching(/^\/12 is neither a file nor/),
    expect.stringMatching(/^images\/none.png is neither a file nor/),
    'http://example.org is no address that begins with https://',
    expect.stringMatching(/^7 is neither a file nor/),
  ])
})

/**
 * After `scripts/protocol/reference.ts`, and strictly: a misspelt field would be printed nowhere. And each source of ours has
 * been opened; where only a part of it could be, `container` says which.
 */
const sourceSchema = v.strictObject({
  label: v.pipe(v.string(), v.nonEmpty()),
  kind: v.pipe(v.string(), v.nonEmpty()),
  authors: v.pipe(v.string(), v.nonEmpty()),
  title: v.pipe(v.string(), v.nonEmpty()),
  container: v.pipe(v.string(), v.nonEmpty()),
  year: v.pipe(v.string(), v.regex(/\d|\bn\.d\./)),
  retrieved: v.pipe(v.string(), v.isoDate()),
})

it('every source has all that a reference needs, and the day on which it was opened', () => {
  const problems = Object.entries(bibliography).flatMap(([key, source]) => {
    const { issues } = v.safeParse(sourceSchema, source)
    return issues?.map(issue => `${key}: ${v.getDotPath(issue)}: ${issue.message}`) ?? []
  })
  expect(problems).toEqual([])
})
