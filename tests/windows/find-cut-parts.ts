/** Runs in the page. What of the demos' status lines is there in part only: buttons whose pane ends before they do, and words that are cut through. */
export function findCutParts(): string[] {
  const holds = (outer: DOMRect, inner: DOMRect): boolean => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1
  const touches = (outer: DOMRect, inner: DOMRect): boolean => inner.left < outer.right && inner.right > outer.left
    && inner.top < outer.bottom - 1 && inner.bottom > outer.top + 1
  return [
    ...document.querySelectorAll('.cbu-status'),
  ].filter(status => status.checkVisibility({ opacityProperty: true })).flatMap((status) => {
    const head = (status.closest('.cbu-pane-head') ?? status).getBoundingClientRect()
    const line = status.querySelector('.cbu-status-words')!.getBoundingClientRect()
    return [
      ...[
        ...status.querySelectorAll('button'),
      ].filter(button => !holds(head, button.getBoundingClientRect())),
      ...[
        ...status.querySelectorAll('.cbu-status-words > span'),
      ].filter((word) => {
        const box = word.getBoundingClientRect()
        return box.width > 0 && (touches(line, box) || touches(head, box)) && !(holds(line, box) && holds(head, box))
      }),
    ].map(part => part.textContent.trim())
  })
}
