import type { Browser, Page } from 'playwright-core'
import type { MachineFactory } from '../machines/machine.ts'
import type { Talk } from '../server/open-talk.ts'
import type { ScreenSize } from './displays.ts'
import type { Finding } from './finding.ts'
import { launchBrowser } from '../browser/launch-browser.ts'
import { openTalk } from '../server/open-talk.ts'
import { freePort } from '../system/free-port.ts'
import { installCommand } from '../system/install-command.ts'
import { examine } from './finding.ts'
import { examineLegibility } from './legibility.ts'
import { watchOutgoing } from './outgoing.ts'
import { examinePrompt } from './prompt.ts'

/** Milliseconds in which the deck must be served, on a slow computer and for the first time. */
const SERVE_MS = 180_000
const LOCAL = /^(?:https?|wss?):\/\/127\.0\.0\.1:/

export interface TryTalkOptions {
  /** Path of the deck's entry file. */
  entry: string
  machine: MachineFactory
  projector: ScreenSize
  /** Milliseconds until a terminal on the first demo's slide must have a prompt. @default PROMPT_MS of `prompt.ts` */
  promptMs?: number
}

/**
 * Gives the talk a try: serves the deck, opens its first demo in a browser that reaches nothing but this computer, and waits for a prompt.
 * Whatever the server or the page would have asked of other computers is named. What fails keeps nothing else from being tried.
 */
export async function tryTalk({ entry, machine, projector, promptMs }: TryTalkOptions): Promise<Finding[]> {
  const outgoing = watchOutgoing()
  const wanted = new Set<string>()
  let talk: Talk | undefined
  let browser: Browser | undefined
  try {
    const findings = await examine({ topic: 'talk', remedy: 'See what the deck says when it is started: npm start', milliseconds: SERVE_MS }, async () => {
      const began = performance.now()
      talk = await openTalk({ entry, port: await freePort(), machine })
      return [
        { grade: 'good', topic: 'talk', words: `the deck of ${talk.slides} slides answers after ${((performance.now() - began) / 1000).toFixed(1)} s` },
      ]
    })
    if (talk) {
      const { demoSlides, urls } = talk
      const [demo] = demoSlides
      findings.push(...await examine({ topic: 'browser', remedy: await installCommand('browser'), grade: 'note' }, async () => {
        browser = await launchBrowser()
        return []
      }))
      if (!demo)
        findings.push({ grade: 'note', topic: 'talk', words: 'this deck has no demo' })
      if (browser && demo) {
        const [id, slide] = demo
        const page = await openPage(browser, projector, wanted)
        findings.push(
          ...await examinePrompt(page, {
            id,
            url: urls.projector.replace('/1?', `/${slide}?`),
            machine,
            milliseconds: promptMs,
          }),
          ...await examineLegibility(page, id),
        )
      }
    }
    for (const host of outgoing.hosts)
      wanted.add(host)
    return [
      ...findings,
      networkFinding(wanted, talk !== undefined, browser !== undefined),
    ]
  }
  finally {
    outgoing.stop()
    await browser?.close()
    await talk?.close()
  }
}

/** A window that reaches nothing but this computer, and notes what it wanted beyond. */
async function openPage(browser: Browser, viewport: ScreenSize, wanted: Set<string>): Promise<Page> {
  const page = await browser.newPage({ viewport })
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (LOCAL.test(url) || /^(?:data|blob):/.test(url))
      return await route.continue()
    wanted.add(new URL(url).host)
    await route.abort('internetdisconnected')
  })
  return page
}

function networkFinding(wanted: ReadonlySet<string>, wasServed: boolean, wasShown: boolean): Finding {
  if (wanted.size > 0) {
    return {
      grade: 'bad',
      topic: 'network off',
      words: `the talk asked for ${[...wanted].join(', ')}`,
      remedy: 'See what the deck or the slides load from there, and put it into slides/',
    }
  }
  if (!wasServed)
    return { grade: 'note', topic: 'network off', words: 'not tried, since the talk did not start' }
  return {
    grade: 'good',
    topic: 'network off',
    words: wasShown
      ? 'neither the server nor the page asked for anything beyond this computer'
      : 'the server asked for nothing beyond this computer; the page was not tried, for want of a browser',
  }
}
