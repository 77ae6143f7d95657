/** One line of cells as it is drawn: where each of its characters begins and how wide it is, in cells. */
export type DrawnLine = { text: string, column: number, width: number }[]

/**
 * In the page: every character of the lines that `lines` selects, measured in cells of `cell` pixels from the line's left end. Characters
 * are taken as `texts` cuts them, a list for each line; the text drawn has to be theirs.
 */
export function measureCells({ lines, texts, cell }: { lines: string, texts: readonly (readonly string[])[], cell: number }): DrawnLine[] {
  const drawn = [
    ...document.querySelectorAll(lines),
  ]
  return texts.map((characters, row) => {
    const line = drawn[row]!
    const { left } = line.getBoundingClientRect()
    const nodes: { node: Node, offset: number }[] = []
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      for (let offset = 0; offset < walker.currentNode.textContent!.length; offset++)
        nodes.push({ node: walker.currentNode, offset })
    }
    const range = document.createRange()
    let at = 0
    return characters.map((text) => {
      const [first, last] = [nodes[at], nodes[at + text.length - 1]]
      at += text.length
      if (!first || !last)
        return { text: '', column: Number.NaN, width: Number.NaN }
      range.setStart(first.node, first.offset)
      range.setEnd(last.node, last.offset + 1)
      const box = range.getBoundingClientRect()
      return {
        text: range.toString(),
        column: (box.left - left) / cell,
        width: box.width / cell,
      }
    })
  })
}
