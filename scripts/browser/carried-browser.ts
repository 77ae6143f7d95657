import type { FoundBrowser } from './find-browser.ts'
import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { UsageError } from '../base/usage-error.ts'
import { cacheFolder } from '../system/cache-folder.ts'
import { assertPrivate } from '../system/private-folder.ts'
import { projectRoot } from '../system/project-paths.ts'

/**
 * The headless Chromium of `@sparticuz/chromium`, unpacked once into a folder of the user's own in the cache folder. The package itself
 * would unpack it to the temporary folder that all users share, and run whatever lies there under its name. Only Linux x64 has one.
 */
export async function carriedBrowser(): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return undefined
  const folder = await unpackedFolder()
  const { LD_LIBRARY_PATH: libraries } = process.env
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--no-zygote'],
    env: {
      LD_LIBRARY_PATH: [
        join(folder, 'al2023', 'lib'),
        ...libraries
          ? [libraries]
          : [],
      ].join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  }
}

/** Under the folder's name there is the whole of it or nothing; of several processes that unpack at once, the first one gives it the name. */
async function unpackedFolder(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(projectRoot, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')) as { version: string }
  const folder = join(cacheFolder(), `chromium-${version}`)
  if (!await isThere(folder)) {
    const partial = await makePartial(folder)
    try {
      await unpack(partial, folder)
      await rename(partial, folder).catch(async (error: unknown) => {
        if (!await isThere(folder))
          throw error
      })
    }
    finally {
      await rm(partial, { recursive: true, force: true })
    }
  }
  await assertPrivate(folder)
  return folder
}

/** Beside its last place, for its owner alone. */
async function makePartial(folder: string): Promise<string> {
  try {
    await mkdir(cacheFolder(), { recursive: true })
    return await mkdtemp(`${folder}-`)
  }
  catch (cause) {
    throw new UsageError(`The browser that comes along cannot be unpacked in ${cacheFolder()} (${(cause as NodeJS.ErrnoException).code}). Install Chromium, or name another cache folder: XDG_CACHE_HOME=/path/to/folder`, { cause })
  }
}

/** What the package does on being asked for the path of its program. */
const UNPACK = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()`

async function unpack(into: string, folder: string): Promise<void> {
  // The package unpacks the libraries it carries (NSS, expat) only where it takes itself to be in a bare cloud image, and all of it to the
  // temporary folder. It is told so in a process of its own, so that nothing else inherits any of it.
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: projectRoot,
    env: {
      ...process.env,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      TMPDIR: into,
    },
  })
  // Its own one looks for fonts in the shared folder, too.
  await writeFile(join(into, 'fonts', 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeXml(join(folder, 'fonts'))}</dir>
  <cachedir>${escapeXml(join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`)
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(() => true, () => false)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
