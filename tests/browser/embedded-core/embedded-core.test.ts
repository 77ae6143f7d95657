import type { Browser, Page } from 'playwright-core'
import type { PreviewServer, ViteDevServer } from 'vite'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, createServer, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../scripts/browser/launch-browser.ts'
import { builtImage } from '../../../scripts/machines/embedded/create-embedded-machine.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const project = fileURLToPath(new URL('../../..', import.meta.url))

let scratch: string
let browser: Browser

/** Serves the page from its sources, as `slidev dev` would. */
async function serveSources(): Promise<{ server: ViteDevServer, url: string, image: string }> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: join(scratch, 'vite'),
    server: {
      host: '127.0.0.1',
      port: 0,
      fs: {
        allow: [project, scratch],
      },
    },
    optimizeDeps: {
      exclude: ['v86'],
    },
    worker: { format: 'es' },
  })
  await server.listen()
  return { server, url: server.resolvedUrls?.local[0] ?? '', image: `/@fs${builtImage.folder}` }
}

/** Serves the page as it is published: built, from plain files, below a path of its own. */
async function serveBuilt(): Promise<{ server: PreviewServer, url: string, image: string }> {
  const outDir = join(scratch, 'site')
  const base = '/talk/'
  const options = {
    root,
    base,
    configFile: false as const,
    logLevel: 'error' as const,
    build: { outDir, emptyOutDir: true },
    worker: { format: 'es' as const },
  }
  await build(options)
  await cp(builtImage.folder, join(outDir, 'image'), { recursive: true })
  const server = await preview({
    ...options,
    preview: { host: '127.0.0.1', port: 0 },
  })
  return { server, url: server.resolvedUrls?.local[0] ?? '', image: './image' }
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'embedded-core-'))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await rm(scratch, { recursive: true, force: true })
})

describe.each([
  ['served from its sources', serveSources],
  ['built and published', serveBuilt],
])('the embedded machine in a browser, %s', (_, serve) => {
  let served: Awaited<ReturnType<typeof serveSources | typeof serveBuilt>>
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    served = await serve()
    page = await browser.newPage()
    page.on('pageerror', error => problems.push(error.message))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        problems.push(message.text())
    })
    await page.goto(served.url)
    await page.waitForFunction(() => 'createMachine' in window)
  })
  afterAll(async () => {
    await page?.close()
    await served?.server.close()
  })

  it('starts, opens a shell, runs a command and returns to its start', async () => {
    const result = await page.evaluate(async (image) => {
      const machine = window.createMachine(image)
      const started = performance.now()
      await machine.start(new AbortController().signal)

      async function type(line: string): Promise<{ text: string, prompt: number }> {
        const opened = performance.now()
        const shell = await machine.openShell({ columns: 70, rows: 20 })
        let text = ''
        let changed = (): void => undefined
        shell.onData((data) => {
          text += data
          changed()
        })
        const until = (pattern: RegExp): Promise<void> => new Promise((resolve) => {
          changed = () => pattern.test(text) && resolve()
          changed()
        })
        await until(/133;B/)
        const prompt = performance.now() - opened
        const from = text.length
        shell.write(`${line}\r`)
        await until(/133;D/)
        shell.kill()
        await new Promise(resolve => shell.onExit(resolve))
        return {
          text: text.slice(from),
          prompt,
        }
      }

      const ready = performance.now() - started
      const first = await type('stty size; uname -s; echo "€🐳" > /root/file; cat /root/file')
      await machine.suspend()
      const run = await machine.run('cat /root/file; echo oops >&2; exit 5')
      await machine.restore('base')
      const second = await type('ls /root')
      await machine.stop()
      return { ready, first, run, second }
    }, served.image)
    expect(result.first.text).toContain('20 70\r\nLinux\r\n€🐳\r\n')
    expect(result.first.text).toContain('133;D;0')
    expect(result.run).toEqual({ exitCode: 5, stdout: '€🐳\n', stderr: 'oops\n' })
    expect(result.second.text).not.toContain('file')
    expect(problems).toEqual([])
  })

  it('goes back to a kept state with its shell', async () => {
    const text = await page.evaluate(async (image) => {
      const machine = window.createMachine(image)
      await machine.start(new AbortController().signal)
      const shell = await machine.openShell({ columns: 70, rows: 20 })
      let text = ''
      const until = (pattern: RegExp): Promise<void> => new Promise((resolve) => {
        const timer = setInterval(() => {
          if (pattern.test(text)) {
            clearInterval(timer)
            resolve()
          }
        }, 5)
      })
      shell.onData(data => text += data)
      await until(/133;B/)
      shell.write('kept=yes; echo before > /root/file\r')
      await until(/133;D/)
      await machine.save('kept')
      await machine.run('echo after > /root/file')
      shell.write('exit\r')
      await new Promise(resolve => shell.onExit(resolve))
      const again = (await machine.rewind!('kept')).get(shell)!
      text = ''
      again.onData(data => text += data)
      again.write('echo $kept $(cat /root/file)\r')
      await until(/133;D/)
      await machine.stop()
      return text
    }, served.image)
    expect(text).toContain('yes before\r\n')
    expect(problems).toEqual([])
  })

  it('says which file is missing', async () => {
    const message = await page.evaluate(image => window.createMachine(`${image}/nowhere`)
      .start(new AbortController().signal)
      .then(() => 'started', (error: Error) => `${error.name}: ${error.message}`), served.image)
    expect(message).toMatch(/^MachineError: .*(?:manifest\.json|\.bin)/)
  })

  it('says that an emulator is not the image\'s', async () => {
    const message = await page.evaluate(image => window.createMachine(image, `${image}/seabios.bin`)
      .start(new AbortController().signal)
      .then(() => 'started', (error: Error) => `${error.name}: ${error.message}`), served.image)
    expect(message).toMatch(/^MachineError: .*seabios\.bin/)
  })

  it.each([
    ['the emulator', 100],
    ['its guest', 2_000],
  ])('says that there is no memory for %s', async (_, pages) => {
    const poor = await launchBrowser({
      flags: [`--js-flags=--wasm-max-mem-pages=${pages}`],
    })
    const page = await poor.newPage()
    await page.goto(served.url)
    await page.waitForFunction(() => 'createMachine' in window)
    const message = await page.evaluate(image => window.createMachine(image)
      .start(new AbortController().signal)
      .then(() => 'started', (error: Error) => `${error.name}: ${error.message}`), served.image)
    await poor.close()
    expect(message).toMatch(/^MachineError: This device did not have the 0\.4 GB of memory .* Close other programs/)
  })
})
