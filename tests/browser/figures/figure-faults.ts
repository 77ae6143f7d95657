/**
 * In the page: what is wrong with the figure in `#box`. Text that leaves the box, is cut off without an ellipsis, lies on other text or touches it, is
 * smaller than allowed or too pale for its ground; and shapes that leave the box. Runs in the browser: it may use nothing from outside.
 */
export function findFigureFaults(smallest: number): string[] {
  /** In px. Glyphs are smaller than the line box that is measured. */
  const TOLERANCE = 2
  const LEAST_CONTRAST = 4.5
  /** Between texts side by side, in the size of their type: more than a space, or they are read as one. */
  const LEAST_GAP = 0.35
  const faults = new Set<string>()
  const box = document.getElementById('box')!
  const edge = box.getBoundingClientRect()

  interface Area { left: number, right: number, top: number, bottom: number }
  const leaves = (area: Area, frame: Area, slack = TOLERANCE): boolean => area.left < frame.left - slack || area.right > frame.right + slack || area.top < frame.top - slack || area.bottom > frame.bottom + slack
  const chain = (element: Element): Element[] => element === box || !element.parentElement
    ? [element]
    : [
        element,
        ...chain(element.parentElement),
      ]
  const opacity = (element: Element): number => chain(element).reduce((product, each) => product * Number(getComputedStyle(each).opacity), 1)
  const isShown = (element: Element): boolean => opacity(element) > 0.05 && getComputedStyle(element).visibility === 'visible'

  type Colour = [red: number, green: number, blue: number, alpha: number]
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const colour = (css: string): Colour => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = '#000'
    canvas.fillStyle = css
    canvas.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data
    return [red!, green!, blue!, alpha! / 255]
  }
  const over = (above: Colour, below: Colour): Colour => [
    above[0] * above[3] + below[0] * (1 - above[3]),
    above[1] * above[3] + below[1] * (1 - above[3]),
    above[2] * above[3] + below[2] * (1 - above[3]),
    1,
  ]
  const fade = ([red, green, blue, alpha]: Colour, by: number): Colour => [red, green, blue, alpha * by]
  const luminance = (paint: Colour): number => {
    const [red, green, blue] = paint.map((value) => {
      const part = value / 255
      return part <= 0.04045
        ? part / 12.92
        : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const contrast = (one: Colour, other: Colour): number => {
    const [low, high] = [
      luminance(one),
      luminance(other),
    ].toSorted((a, b) => a - b)
    return (high! + 0.05) / (low! + 0.05)
  }
  const paint = (element: Element): Colour => {
    const style = getComputedStyle(element)
    if (!(element instanceof SVGElement) || element instanceof SVGSVGElement)
      return fade(colour(style.backgroundColor), opacity(element))
    return element instanceof SVGTextContentElement || style.fill === 'none'
      ? [0, 0, 0, 0]
      : fade(colour(style.fill), opacity(element) * Number(style.fillOpacity))
  }
  const ground = (element: Element, x: number, y: number): Colour => {
    const stack = document.elementsFromPoint(x, y)
    const below = stack.slice(Math.max(0, stack.indexOf(element)))
    return below.reduceRight<Colour>((result, each) => over(paint(each), result), [255, 255, 255, 1])
  }

  /** What is set as one line with it. */
  const lineOf = (element: Element): Element => element instanceof SVGElement
    ? element.closest('text')!
    : chain(element).find(each => !getComputedStyle(each).display.startsWith('inline')) ?? box

  const texts: { node: Node, line: Element, words: string, size: number, area: Area }[] = []
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (walker.nextNode()) {
    const owner = walker.currentNode.parentElement!
    const words = walker.currentNode.textContent!.trim()
    if (words === '' || owner.closest('title, desc, style, .cbu-unseen') || !isShown(owner))
      continue
    const whole = walker.currentNode.textContent!
    range.setStart(walker.currentNode, whole.indexOf(words))
    range.setEnd(walker.currentNode, whole.indexOf(words) + words.length)
    const shown = `“${words.slice(0, 40)}”`
    const style = getComputedStyle(owner)
    const scale = owner instanceof SVGGraphicsElement
      ? owner.getScreenCTM()!.a
      : 1
    const size = Number.parseFloat(style.fontSize) * scale
    if (size < smallest - 0.05)
      faults.add(`${shown} is only ${size.toFixed(1)} px`)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1)
        continue
      let area: Area = {
        left: rect.left,
        right: rect.right,
        top: rect.top,
        bottom: rect.bottom,
      }
      for (const cut of chain(owner)) {
        const frameStyle = getComputedStyle(cut)
        if (frameStyle.overflowX === 'visible' || cut instanceof SVGElement || cut === box)
          continue
        const frame = cut.getBoundingClientRect()
        const isEllipsis = frameStyle.textOverflow === 'ellipsis'
        if (leaves(area, isEllipsis
          ? { ...area, top: frame.top, bottom: frame.bottom }
          : frame, 3)) {
          faults.add(`${shown} is cut off`)
        }
        area = {
          left: Math.max(area.left, frame.left),
          right: Math.min(area.right, frame.right),
          top: Math.max(area.top, frame.top),
          bottom: Math.min(area.bottom, frame.bottom),
        }
      }
      if (area.right <= area.left)
        continue
      if (leaves(area, edge))
        faults.add(`${shown} leaves the box`)
      texts.push({
        node: walker.currentNode,
        line: lineOf(owner),
        words: shown,
        size,
        area,
      })
      const behind = ground(owner, (area.left + area.right) / 2, (area.top + area.bottom) / 2)
      const ink = owner instanceof SVGElement
        ? fade(colour(style.fill), opacity(owner) * Number(style.fillOpacity))
        : fade(colour(style.color), opacity(owner))
      const ratio = contrast(over(ink, behind), behind)
      if (ratio < LEAST_CONTRAST)
        faults.add(`${shown} has a contrast of only ${ratio.toFixed(2)}`)
    }
  }
  for (const [index, one] of texts.entries()) {
    for (const other of texts.slice(index + 1)) {
      const across = Math.min(one.area.right, other.area.right) - Math.max(one.area.left, other.area.left)
      const down = Math.min(one.area.bottom, other.area.bottom) - Math.max(one.area.top, other.area.top)
      // Lines of one block may be set tight, and an ellipsis counts as a part of its own.
      if (one.node !== other.node && across > TOLERANCE && down > TOLERANCE * 2)
        faults.add(`${one.words} lies on ${other.words}`)
      else if (one.line !== other.line && -across < LEAST_GAP * Math.min(one.size, other.size) && down > Math.min(one.size, other.size) / 2)
        faults.add(`${one.words} touches ${other.words}: ${(-across).toFixed(1)} px`)
    }
  }
  for (const element of box.querySelectorAll('*')) {
    const area = element.getBoundingClientRect()
    if (area.width > 0 && area.height > 0 && isShown(element) && leaves(area, edge))
      faults.add(`${element.localName}.${element.getAttribute('class')} leaves the box`)
  }
  return [...faults]
}
