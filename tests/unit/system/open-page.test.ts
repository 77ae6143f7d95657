import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import process from 'node:process'
import { expect, it } from 'vitest'
import { openPage } from '../../../scripts/system/open-page.ts'

const address = 'http://127.0.0.1:3030/presenter/1?token=secret'

it('gives a browser a file that leads to the address, and no parameter that holds its secret', async () => {
  const opened: string[] = []
  const page = await openPage(address, async file => opened.push(file))
  const [file] = opened
  expect(file).not.toContain('secret')
  expect(await readFile(file!, 'utf8')).toContain(`content="0;url=${address}"`)
  if (process.getuid !== undefined) {
    expect((await stat(file!)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(file!))).mode & 0o777).toBe(0o700)
  }
  await page[Symbol.asyncDispose]()
  expect(existsSync(dirname(file!))).toBe(false)
})

it('leaves no file where there is no browser to open it', async () => {
  let opened = ''
  await expect(openPage(address, async (file) => {
    opened = file
    throw new Error('no browser')
  })).rejects.toThrow('no browser')
  expect(existsSync(dirname(opened))).toBe(false)
})
