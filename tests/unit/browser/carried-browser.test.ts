import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carriedBrowser } from '../../../scripts/browser/carried-browser.ts'

let folder: string
const before = { ...process.env }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carried-'))
  process.env.XDG_CACHE_HOME = join(folder, 'cache')
  process.env.TMPDIR = join(folder, 'shared')
  await mkdir(process.env.TMPDIR)
})
afterEach(async () => {
  for (const name of ['XDG_CACHE_HOME', 'TMPDIR']) {
    if (before[name] === undefined)
      delete process.env[name]
    else
      process.env[name] = before[name]
  }
  await rm(folder, { recursive: true })
})

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the browser that comes along', () => {
  it('is unpacked once, for its owner alone, whatever lies in the temporary folder under its name', async () => {
    const planted = join(folder, 'shared', 'chromium')
    await writeFile(planted, '#!/bin/sh\necho planted\n')
    await chmod(planted, 0o755)
    const environment = { ...process.env }
    const [first, second] = await Promise.all([
      carriedBrowser(),
      carriedBrowser(),
    ])
    expect(second).toEqual(first)
    expect(process.env).toEqual(environment)
    const { executablePath, env } = first!
    expect(executablePath.startsWith(join(folder, 'cache'))).toBe(true)
    expect((await stat(dirname(executablePath))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(folder, 'cache', 'containers-bottom-up'))).toHaveLength(1)
    expect(await readdir(join(folder, 'shared'))).toEqual(['chromium'])
    const { stdout } = await promisify(execFile)(executablePath, ['--no-sandbox', '--version'], {
      env: {
        ...process.env,
        ...env,
      },
    })
    expect(stdout).toMatch(/^\D*\d+\.\d+/)
  }, 120_000)

  it('is not run from a folder that others can change', async () => {
    const { executablePath } = (await carriedBrowser())!
    await chmod(dirname(executablePath), 0o777)
    await expect(carriedBrowser()).rejects.toThrow(/not a folder that only you can enter/)
  }, 120_000)
})
