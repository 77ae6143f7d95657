import type { Page } from 'playwright-core'

/** Marks elements that are to be looked at. */
const MARK = 'data-fonts-looked-at'

/**
 * Text below `root` that the browser draws in a font of this computer, rather than in one that the page brings along: the font's name, and
 * the text. Of elements in the same fonts with the same letters one is looked at, so that a course of hundreds of pages takes seconds.
 */
export async function findHostFonts(page: Page, root: string): Promise<string[]> {
  const looked = await page.evaluate(markTexts, { root, mark: MARK })
  if (looked === 0)
    throw new Error(`There is no text in ${root}.`)
  const devtools = await page.context().newCDPSession(page)
  try {
    await devtools.send('DOM.enable')
    await devtools.send('CSS.enable')
    const { root: { nodeId: document } } = await devtools.send('DOM.getDocument', { depth: 0 })
    const { nodeIds } = await devtools.send('DOM.querySelectorAll', { nodeId: document, selector: `[${MARK}]` })
    const found: string[] = []
    for (const nodeId of nodeIds) {
      const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId })
      for (const { familyName } of fonts.filter(({ isCustomFont }) => !isCustomFont)) {
        const { outerHTML } = await devtools.send('DOM.getOuterHTML', { nodeId })
        found.push(`${familyName}: ${outerHTML.replaceAll(/<[^>]*>/g, ' ').trim().slice(0, 60)}`)
      }
    }
    return found
  }
  finally {
    await devtools.detach()
  }
}

/** In the page: marks elements that hold text, one of each font for every letter. Returns how many. */
function markTexts({ root, mark }: { root: string, mark: string }): number {
  for (const marked of document.querySelectorAll(`[${mark}]`))
    marked.removeAttribute(mark)
  const seen = new Set<string>()
  let count = 0
  for (const below of document.querySelectorAll(root)) {
    const texts = document.createTreeWalker(below, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement!
      const { fontFamily, fontWeight, fontStyle } = getComputedStyle(element)
      for (const letter of new Set(texts.currentNode.textContent!.replaceAll(/\s/g, ''))) {
        const key = [
          letter,
          fontFamily,
          fontWeight,
          fontStyle,
        ].join()
        if (seen.has(key) || element.getClientRects().length === 0)
          continue
        seen.add(key)
        if (!element.hasAttribute(mark))
          count++
        element.setAttribute(mark, '')
      }
    }
  }
  return count
}
