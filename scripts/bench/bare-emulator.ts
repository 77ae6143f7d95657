import type { Browser } from 'playwright-core'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { embeddedMachineOptions } from '../machines/embedded/core/options.ts'
import { PROMPT_READY } from './prompt-ready.ts'

/** Folder of a site with the bare emulator. */
const FOLDER = 'bare'

/** What the page runs, of v86 as it is documented: it loads its files by their addresses, in the page's own thread. */
const script = `
import { V86 } from './libv86.js'

window.begin = ({ folder, options, prompt }) => new Promise((resolve) => {
  const begin = performance.now()
  const emulator = new V86({
    ...options,
    autostart: true,
    wasm_path: folder + '/v86.wasm',
    bios: { url: folder + '/seabios.bin' },
    vga_bios: { url: folder + '/vgabios.bin' },
    initial_state: { url: folder + '/state.bin.zst' },
  })
  let text = ''
  emulator.add_listener('virtio-console0-output-bytes', (bytes) => {
    text += new TextDecoder().decode(bytes)
    if (text.includes(prompt))
      resolve(performance.now() - begin)
  })
  emulator.add_listener('emulator-started', () => {
    emulator.bus.send('virtio-console0-resize', [20, 54])
    emulator.serial_send_bytes(1, new TextEncoder().encode('open 0 54 20 root\\n'))
  })
})
`

/** Puts a page with the bare emulator into a site's folder. */
export async function addBareEmulator(site: string): Promise<void> {
  await mkdir(join(site, FOLDER))
  await cp(fileURLToPath(import.meta.resolve('v86')), join(site, FOLDER, 'libv86.js'))
  await writeFile(join(site, FOLDER, 'index.html'), `<!doctype html><script type="module">${script}</script>`)
}

/** Milliseconds that the bare emulator takes to load our image and show the prompt of its one shell. `folder` is the machine's, as the page finds it. */
export async function startBareEmulator(browser: Browser, site: string, folder: string): Promise<number> {
  const page = await browser.newPage()
  await page.goto(`${site}${FOLDER}/`)
  await page.waitForFunction(() => 'begin' in globalThis)
  const { autostart, ...options } = embeddedMachineOptions
  const waited = await page.evaluate(
    input => (globalThis as unknown as { begin: (input: unknown) => Promise<number> }).begin(input),
    { folder, options, prompt: PROMPT_READY },
  )
  await page.close()
  return waited
}
