import type { Page } from 'playwright-core'
import type { MachineFactory } from '../machines/machine.ts'
import type { ScreenSize } from './displays.ts'
import type { Finding } from './finding.ts'
import type { MeasuredType } from './legibility.ts'
import { launchBrowser } from '../export/launch-browser.ts'
import { freePort } from '../free-port.ts'
import { openTalk } from '../server/open-talk.ts'
import { judgeLegibility } from './legibility.ts'
import { watchOutgoing } from './outgoing.ts'

/** Milliseconds until a terminal on the first demo's slide must have a prompt. */
const PROMPT_MS = 60_000
const LOCAL = /^(?:https?|wss?):\/\/127\.0\.0\.1:/

export interface TryTalkOptions {
  /** Path of the deck's entry file. */
  entry: string
  machine: MachineFactory
  projector: ScreenSize
}

/**
 * Gives the talk a try: serves the deck, opens its first demo in a browser that reaches nothing but this computer, and waits for a prompt.
 * Whatever the server or the page would have asked of other computers is named.
 */
export async function tryTalk({ entry, machine, projector }: TryTalkOptions): Promise<Finding[]> {
  const outgoing = watchOutgoing()
  const began = performance.now()
  const talk = await openTalk({ entry, port: await freePort(), machine })
  const served = performance.now()
  const browser = await launchBrowser().catch(() => undefined)
  try {
    const findings: Finding[] = [
      { grade: 'good', topic: 'talk', words: `the deck of ${talk.slides} slides answers after ${seconds(served - began)} s` },
    ]
    const wanted = new Set<string>()
    if (browser) {
      const page = await browser.newPage({ viewport: projector })
      await page.route('**/*', async (route) => {
        const url = route.request().url()
        if (LOCAL.test(url) || /^(?:data|blob):/.test(url))
          return await route.continue()
        wanted.add(new URL(url).host)
        await route.abort('internetdisconnected')
      })
      findings.push(...await tryDemo(page, talk, machine))
    }
    for (const host of outgoing.hosts)
      wanted.add(host)
    findings.push(wanted.size === 0
      ? {
          grade: 'good',
          topic: 'network off',
          words: browser
            ? 'neither the server nor the page asked for anything beyond this computer'
            : 'the server asked for nothing beyond this computer; the page was not tried, for want of a browser',
        }
      : {
          grade: 'bad',
          topic: 'network off',
          words: `the talk asked for ${[...wanted].join(', ')}`,
          remedy: 'See what the deck or the slides load from there, and put it into slides/',
        })
    return findings
  }
  finally {
    outgoing.stop()
    await browser?.close()
    await talk.close()
  }
}

async function tryDemo(page: Page, { demoSlides, urls }: Pick<Awaited<ReturnType<typeof openTalk>>, 'demoSlides' | 'urls'>, machine: MachineFactory): Promise<Finding[]> {
  const [demo] = demoSlides
  if (!demo) {
    return [
      { grade: 'note', topic: 'talk', words: 'this deck has no demo' },
    ]
  }
  const [id, slide] = demo
  const began = performance.now()
  await page.goto(urls.projector.replace('/1?', `/${slide}?`))
  const pane = page.locator(`.cbu-pane[data-demo="${id}"]:has(.xterm)`).first()
  await pane.locator('.cbu-screen-text', { hasText: /\S/ }).waitFor({ state: 'attached', timeout: PROMPT_MS })
  const source = await pane.getAttribute('data-source')
  const isLive = source === 'live'
  return [
    {
      grade: isLive || machine.kind === 'recording'
        ? 'good'
        : 'bad',
      topic: 'talk',
      words: isLive
        ? `a prompt on the slide of ${id} after ${seconds(performance.now() - began)} s, ${machine.description}`
        : `${id} plays its recording`,
    },
    judgeLegibility(await pane.evaluate(measureType)),
  ]
}

/** Runs in the page. */
function measureType(pane: Element): MeasuredType {
  const rows = pane.querySelector<HTMLElement>('.xterm-rows')!
  const scale = rows.getBoundingClientRect().height / rows.offsetHeight
  const { fontFamily, fontSize } = getComputedStyle(rows)
  const context = document.createElement('canvas').getContext('2d')!
  context.font = `${fontSize} ${fontFamily}`
  return { capital: context.measureText('N').actualBoundingBoxAscent * scale, height: innerHeight }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}
