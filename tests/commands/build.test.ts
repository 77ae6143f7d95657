import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import command from '../../scripts/commands/build.ts'
import { assertReplaceable } from '../../scripts/site/built-folder.ts'
import { indexPage } from '../../scripts/site/index-page.ts'
import { replaceFolder } from '../../scripts/system/replace-folder.ts'
import { npmRun } from '../fixtures/npm-command.ts'
import { refusal } from '../fixtures/refusal.ts'
import { buildTestSite } from '../fixtures/test-site.ts'

const SLOW = { timeout: 60_000, interval: 100 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('npm run build', () => {
  it.each([
    [
      ['nope'],
      /There is no deck "nope"/,
    ],
    [
      ['--out', 'x'],
      /There is no option --out\. See: npm run build -- --help/,
    ],
    [
      ['--output', 'slides'],
      /--output must not be a folder of the project, and "slides" is/,
    ],
    [
      ['--output', 'package.json'],
      /--output must be a folder, and "package\.json" is a file/,
    ],
    [
      ['--url', 'example.org/talks'],
      /--url must be the address of the site's folder, such as https:/,
    ],
  ])('refuses %j and says what to do', async (args, message) => {
    const said = await refusal(command, args)
    expect(said).toMatch(message)
    expect(said).not.toMatch(/ {4}at /)
  })

  it('ends with exit code 1 and one sentence when it refuses', async () => {
    const { output, exit } = npmRun('build', '--nonsense')
    expect(await exit).toBe(1)
    expect(output().trim()).toMatch(/^Error {2}There is no option --nonsense\. See: npm .* -- --help$/)
  })

  it('names the folder of a deck that is given by its path after its file, within the site', async () => {
    const output = join(folder, 'elsewhere')
    const build = npmRun('build', 'tests/fixtures/addon-deck/chapters.md', '--no-pdf', '--output', output)
    expect(await build.exit, build.output()).toBe(0)
    expect((await readdir(output)).filter(name => !name.startsWith('.'))).toEqual(['chapters', 'machine'])
    expect(await readdir(join(output, 'chapters'))).toContain('index.html')
  })

  it('ends with Ctrl-C, leaving no half of a site and no process', async () => {
    const output = join(folder, 'interrupted')
    const build = npmRun('build', 'meetup', '--no-pdf', '--output', output)
    await expect.poll(build.output, SLOW).toMatch(/\[1\/1\] meetup/)
    build.interrupt()
    expect(await build.exit).not.toBe(0)
    await expect.poll(build.lives, SLOW).toBe(false)
    expect(await readdir(output).catch(() => [])).toEqual([])
  })
})

describe('a site', () => {
  it('is not built of a deck that would load something from elsewhere', async () => {
    await expect(buildTestSite(join(folder, 'foreign'), {
      change: deck => deck.replace('favicon: data:,', 'favicon: https://cdn.example.org/icon.svg'),
    })).rejects.toThrow(/would load https:\/\/cdn.*Give the deck a `favicon`/)
  })

  it('lists its decks on a page of its own, whatever is in their titles', () => {
    const page = indexPage({
      decks: [
        {
          name: 'meetup',
          title: 'Talk',
          info: 'Short <45 min> & live',
          downloads: [],
        },
        {
          name: 'lecture',
          title: 'Talk',
          info: 'Long',
          downloads: [],
        },
      ],
    })
    expect(page).toContain('<a href="./meetup/index.html">meetup</a></h2>\n<p>Short &lt;45 min&gt; &amp; live</p>')
    expect(page).toContain('<a href="./lecture/index.html">lecture</a>')
    expect(page).not.toMatch(/(?:src|href)="(?:https?:|\/)/)
  })
})

describe('what is not of a build', () => {
  it('is never replaced by one: neither a folder named like a deck, nor a list', async () => {
    const site = await mkdtemp(join(folder, 'foreign-'))
    await assertReplaceable(site, ['meetup', 'lecture'])
    await mkdir(join(site, 'meetup'))
    await assertReplaceable(site, ['meetup', 'lecture'])
    await writeFile(join(site, 'meetup', 'talk.odp'), 'years of work')
    await expect(assertReplaceable(site, ['meetup', 'lecture'])).rejects.toThrow(/meetup holds other things than a deck's site/)
    await writeFile(join(site, 'meetup', '.nojekyll'), '')
    await assertReplaceable(site, ['meetup', 'lecture'])
    await writeFile(join(site, 'index.html'), 'mine')
    await assertReplaceable(site, ['meetup'])
    await expect(assertReplaceable(site, ['meetup', 'lecture'])).rejects.toThrow(/index\.html is of no site that was built here/)
  })
})

describe('a folder that is replaced', () => {
  it('is as it was when the new one fails, and new without rests of the old when it does not', async () => {
    const parent = await mkdtemp(join(folder, 'replace-'))
    const target = join(parent, 'deck')
    await replaceFolder(target, partial => writeFile(join(partial, 'first'), 'good'))
    await expect(replaceFolder(target, async (partial) => {
      await writeFile(join(partial, 'second'), 'half')
      throw new Error('no disk')
    })).rejects.toThrow('no disk')
    expect(await readFile(join(target, 'first'), 'utf8')).toBe('good')
    expect(await readdir(target)).toEqual(['first'])
    await replaceFolder(target, partial => writeFile(join(partial, 'third'), 'good'))
    expect(await readdir(target)).toEqual(['third'])
    expect(await readdir(parent)).toEqual(['deck'])
  })
})
