/** In the page: words on every page, by its id. Not counted is what is looked at rather than read: code, figures, tables, terminals, lists of sources, the footer. */
export function countWords(): [page: string, words: number][] {
  const LOOKED_AT = 'pre, svg, table, style, [role="img"], .cbu-demo-terminal, .cbu-sources, .cbu-foot'
  return [
    ...document.querySelectorAll('.print-slide-container'),
  ].map((slide) => {
    let words = 0
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      if (!texts.currentNode.parentElement!.closest(LOOKED_AT))
        words += texts.currentNode.textContent!.split(/\s+/).filter(Boolean).length
    }
    return [slide.id, words]
  })
}
