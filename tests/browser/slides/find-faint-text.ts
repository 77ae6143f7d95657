/** WCAG 2 AA for text of any size: a slide is read from the back row. */
export const LEAST_CONTRAST = 4.5

export interface FindFaintTextOptions {
  /** Contrast, as 4.5 for 4.5:1. */
  least: number
  /** Selector of the pages to look at. */
  pages: string
}

/**
 * In the page: text that stands out too little from what is painted below it. Every line of text is looked at in three places; what is
 * below it there is found from the geometry of boxes and shapes, since a slide's text stands on SVG as often as on HTML.
 * Elements with opacity are painted as CSS says, each as a whole.
 */
export function findFaintText({ least, pages }: FindFaintTextOptions): string[] {
  /** Premultiplied red, green, blue, and opacity, from 0 to 1. */
  type Paint = readonly [number, number, number, number]
  /** Pixels of an outline, of which half is around the letters. */
  const LEAST_HALO = 4
  const NOTHING: Paint = [0, 0, 0, 0]
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const paints = new Map<string, Paint>()
  const looks = new Map<Element, { style: CSSStyleDeclaration, box: DOMRect, opacity: number }>()

  function paintOf(color: string, opacity = 1): Paint {
    let paint = paints.get(color)
    if (!paint) {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data
      paint = [
        red! * alpha! / 65025,
        green! * alpha! / 65025,
        blue! * alpha! / 65025,
        alpha! / 255,
      ]
      paints.set(color, paint)
    }
    return faded(paint, opacity)
  }
  function faded([red, green, blue, alpha]: Paint, opacity: number): Paint {
    return [
      red * opacity,
      green * opacity,
      blue * opacity,
      alpha * opacity,
    ]
  }
  function over(top: Paint, below: Paint): Paint {
    const rest = 1 - top[3]
    return [
      top[0] + below[0] * rest,
      top[1] + below[1] * rest,
      top[2] + below[2] * rest,
      top[3] + below[3] * rest,
    ]
  }
  function lookOf(element: Element): { style: CSSStyleDeclaration, box: DOMRect, opacity: number } {
    let look = looks.get(element)
    if (!look) {
      const style = getComputedStyle(element)
      look = {
        style,
        box: element.getBoundingClientRect(),
        opacity: Number(style.opacity),
      }
      looks.set(element, look)
    }
    return look
  }
  function isColor(paint: string): boolean {
    return paint !== 'none' && !paint.startsWith('url(')
  }

  /** What an element itself paints at a point, without its children. */
  function ownPaint(element: Element, x: number, y: number): Paint {
    const { style, box } = lookOf(element)
    const isShape = element instanceof SVGGeometryElement
    // Boxes of shapes leave out their outline.
    const outline = isShape
      ? 2 * Number.parseFloat(style.strokeWidth)
      : 0
    if (style.visibility === 'hidden' || x < box.left - outline || x > box.right + outline || y < box.top - outline || y > box.bottom + outline)
      return NOTHING
    if (!isShape) {
      return element instanceof HTMLElement
        ? paintOf(style.backgroundColor)
        : NOTHING
    }
    const point = new DOMPoint(x, y).matrixTransform(element.getScreenCTM()!.inverse())
    const fill = isColor(style.fill) && element.isPointInFill(point)
      ? paintOf(style.fill, Number(style.fillOpacity))
      : NOTHING
    return isColor(style.stroke) && element.isPointInStroke(point)
      ? over(paintOf(style.stroke, Number(style.strokeOpacity)), fill)
      : fill
  }

  /** What letters of a figure have around them, where that is meant to keep them clear of what they stand on. */
  function haloOf(text: Element): Paint {
    const { paintOrder, stroke, strokeWidth } = lookOf(text).style
    return text instanceof SVGElement && paintOrder.startsWith('stroke') && isColor(stroke) && Number.parseFloat(strokeWidth) >= LEAST_HALO
      ? paintOf(stroke)
      : NOTHING
  }

  /** What an element and all in it paint at a point. */
  function wholePaint(element: Element, x: number, y: number): Paint {
    const { style, opacity } = lookOf(element)
    if (opacity === 0 || style.display === 'none')
      return NOTHING
    let paint = ownPaint(element, x, y)
    for (const child of element.children)
      paint = over(wholePaint(child, x, y), paint)
    return faded(paint, opacity)
  }

  /** What an element shows at a point of a text in it: without the text's letters, and with them. What follows the text is left out. */
  function seenAt(element: Element, x: number, y: number, text: Element, letters: Paint): readonly [below: Paint, above: Paint] {
    const { opacity } = lookOf(element)
    if (element === text) {
      const own = over(haloOf(element), ownPaint(element, x, y))
      return [
        faded(own, opacity),
        faded(over(letters, own), opacity),
      ]
    }
    let below = ownPaint(element, x, y)
    let above = below
    for (const child of element.children) {
      if (child.contains(text)) {
        const seen = seenAt(child, x, y, text, letters)
        below = over(seen[0], below)
        above = over(seen[1], above)
        break
      }
      const paint = wholePaint(child, x, y)
      below = over(paint, below)
      above = over(paint, above)
    }
    return [
      faded(below, opacity),
      faded(above, opacity),
    ]
  }

  function luminance([red, green, blue]: Paint): number {
    const [r, g, b] = [red, green, blue].map(part => part <= 0.04045
      ? part / 12.92
      : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  function contrast(one: Paint, other: Paint): number {
    const [dark, light] = [
      luminance(one),
      luminance(other),
    ].sort((a, b) => a - b)
    return (light! + 0.05) / (dark! + 0.05)
  }
  function isSeen(element: Element, slide: Element): boolean {
    for (let each: Element = element; each !== slide; each = each.parentElement!) {
      if (lookOf(each).opacity === 0)
        return false
    }
    return lookOf(element).style.visibility !== 'hidden'
  }

  const found: string[] = []
  for (const slide of document.querySelectorAll(pages)) {
    const range = document.createRange()
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode.parentElement!
      if (texts.currentNode.textContent!.trim() === '' || !isSeen(text, slide))
        continue
      const { style } = lookOf(text)
      const letters = text instanceof SVGElement
        ? paintOf(style.fill, Number(style.fillOpacity))
        : paintOf(style.color)
      range.selectNodeContents(texts.currentNode)
      // What is cut off is not read.
      const { left: from, right: to } = text.getBoundingClientRect()
      const contrasts = [
        ...range.getClientRects(),
      ].flatMap(({ left, top, width, height }) => [0.1, 0.5, 0.9].map((share) => {
        const [x, y] = [left + width * share, top + height / 2]
        return x < from || x > to
          ? Infinity
          : contrast(...seenAt(slide, x, y, text, letters))
      }))
      const lowest = Math.min(...contrasts)
      if (lowest < least)
        found.push(`page ${slide.id}: ${lowest.toFixed(2)}:1 ${text.localName} ${text.textContent.trim().slice(0, 40)}`)
    }
  }
  return found
}
