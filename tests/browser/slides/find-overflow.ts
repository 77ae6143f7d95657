/**
 * In the page: words that leave their slide, stand on its footer, or are cut off by something around them, sources in the footer too. Long names in live figures end
 * in an ellipsis on purpose; the figures have tests of their own.
 */
export function findOverflow(): string[] {
  const TOLERANCE = 2
  const ON_PURPOSE = '.cbu-figure-body'
  /** Room above the words of the footer. */
  const FOOT_ABOVE = 2
  const found: string[] = []
  for (const container of document.querySelectorAll('.print-slide-container')) {
    const slide = container.querySelector('.slidev-layout')!
    const edge = container.getBoundingClientRect()
    const say = (element: Element, what: string): number => found.push(`page ${container.id}: ${element.localName} ${what}: ${element.textContent.trim().slice(0, 40)}`)
    const foot = slide.querySelector('.cbu-foot')
    // Two lines of sources begin above the footer.
    const footTop = foot && Math.min(
      foot.getBoundingClientRect().top + FOOT_ABOVE,
      foot.querySelector('.cbu-foot-sources')!.getBoundingClientRect().top - FOOT_ABOVE,
    )
    const range = document.createRange()
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode)
      const box = range.getBoundingClientRect()
      const element = texts.currentNode.parentElement!
      if (box.width > 0 && !element.closest(ON_PURPOSE) && (
        box.left < edge.left - TOLERANCE
        || box.right > edge.right + TOLERANCE
        || box.top < edge.top - TOLERANCE
        || box.bottom > edge.bottom + TOLERANCE
      )) {
        say(element, 'leaves the slide')
      }
      if (box.width > 0 && footTop && !foot.contains(element) && box.bottom > footTop)
        say(element, 'stands on the footer')
    }
    for (const element of slide.querySelectorAll('[data-box]')) {
      if (footTop && element.getBoundingClientRect().bottom > footTop)
        say(element, 'stands on the footer')
    }
    for (const element of slide.querySelectorAll<HTMLElement>('*')) {
      const cuts = element instanceof HTMLElement && getComputedStyle(element).overflowX !== 'visible' && element.clientWidth > 0
      if (cuts && element.scrollWidth > element.clientWidth + TOLERANCE && !element.closest(ON_PURPOSE))
        say(element, 'is cut off')
    }
  }
  return found
}
