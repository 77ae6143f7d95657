import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findDeck } from '../../../scripts/deck/find-deck.ts'
import { moduleCache } from '../../../scripts/server/module-cache.ts'
import { serveDeck } from '../../../scripts/server/serve-deck.ts'
import { freePort } from '../../../scripts/system/free-port.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'

it('is another one for another purpose, and for other plugins', () => {
  const plugins = [
    { name: 'one' },
    { name: 'other' },
  ]
  const folders = [
    moduleCache('show', plugins),
    moduleCache('print', plugins),
    moduleCache('show', plugins.slice(1)),
  ]
  expect(new Set(folders).size).toBe(3)
  expect(moduleCache('show', plugins)).toBe(folders[0])
})

it('of a deck that is shown stays as it is while the deck is printed', async () => {
  const entry = await findDeck(slidesFolder, 'questions')
  const folders: string[] = []
  // Vite calls it once the folder is settled.
  const tellFolder = {
    name: 'tell-folder',
    configResolved: ({ cacheDir }: { cacheDir: string }) => void folders.push(cacheDir),
  }
  const prepared = (folder: string): Promise<string> => readFile(join(folder, 'deps', '_metadata.json'), 'utf8')

  const shown = await serveDeck(entry, await freePort(), undefined, {
    plugins: [tellFolder],
  })
  await expect.poll(() => prepared(folders[0]!)).toContain('browserHash')
  const before = await prepared(folders[0]!)
  const printed = await serveDeck(entry, await freePort(), undefined, {
    purpose: 'print',
    plugins: [tellFolder],
  })
  await expect.poll(() => prepared(folders.at(-1)!)).toContain('browserHash')
  expect(JSON.parse(await prepared(folders.at(-1)!))).not.toHaveProperty('configHash', JSON.parse(before).configHash)
  expect(await prepared(folders[0]!)).toBe(before)
  await shown.close()
  await printed.close()
})
