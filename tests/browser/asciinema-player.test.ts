import type { MarkerEvent } from 'asciinema-player'
import type { Browser, Page } from 'playwright-core'
import type { Cast } from '../../scripts/engine/asciicast.ts'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { parseCast } from '../../scripts/engine/asciicast.ts'
import { createRecording } from '../../scripts/engine/recording.ts'
import { replayPane } from '../../scripts/engine/replay-pane.ts'
import { recordingsFolder } from '../../scripts/system/project-paths.ts'

/** What the script puts into its page's global scope. */
declare const AsciinemaPlayer: typeof import('asciinema-player')

const script = fileURLToPath(import.meta.resolve('asciinema-player/dist/bundle/asciinema-player.min.js'))
const files = (await readdir(recordingsFolder, { recursive: true })).filter(file => file.endsWith('.cast')).sort()

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.addScriptTag({ path: script })
})
afterAll(async () => {
  await browser.close()
})

/** Plays a file to its end at great speed, and leaves the player at its last screen. Resolves with the markers it came by. */
async function play(data: string): Promise<MarkerEvent[]> {
  return await page.evaluate(async (data) => {
    document.body.replaceChildren()
    const player = AsciinemaPlayer.create({ data }, document.body, { speed: 1000 })
    const markers: MarkerEvent[] = []
    player.addEventListener('marker', marker => markers.push(marker))
    const ended = new Promise<void>(resolve => player.addEventListener('ended', resolve))
    await player.play()
    await ended
    return markers
  }, data)
}

/** The lines on the player's screen, without trailing blanks. */
async function screen(): Promise<string[]> {
  return (await page.locator('.ap-line').allTextContents()).map(line => line.trimEnd())
}

/** Block elements, which the player draws as shapes rather than as text. */
const BLOCKS = /[\u2580-\u259F]/g

/** The text of the lines on our own terminal at the end. */
async function lastScreen(cast: Cast): Promise<string[]> {
  const screens = await replayPane(createRecording([cast]).panes[0]!, ({ terminal }) =>
    Array.from({ length: terminal.rows }, (_, row) => {
      const { active } = terminal.buffer
      return active.getLine(active.baseY + row)!.translateToString(true).replaceAll(BLOCKS, ' ').trimEnd()
    }))
  return screens.at(-1)!
}

it('finds recordings to play', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('the recording %s in asciinema\'s own player', (file) => {
  it('has a marker where each step began, and ends with the screen that our own terminal shows', async () => {
    const data = await readFile(join(recordingsFolder, file), 'utf8')
    const cast = parseCast(data, file)
    let time = 0
    const markers = cast.events.flatMap(({ interval, code, data }) => {
      time += interval
      return code === 'm'
        ? [
            {
              label: data,
              time: expect.closeTo(time, 3) as number,
            },
          ]
        : []
    })
    expect(markers.length).toBeGreaterThan(0)
    expect(await play(data)).toEqual(markers.map((marker, index) => ({ ...marker, index })))
    // The player draws in the browser's next frame.
    await expect.poll(screen).toEqual(await lastScreen(cast))
  })
})
