/**
 * In the page: shapes of figures that are not drawn at all. UnoCSS makes a rule of every class that it knows, so a shape whose class is called
 * `hidden` would silently go.
 */
export function findUnseenShapes(): string[] {
  return [
    ...document.querySelectorAll('.slidev-layout svg *'),
  ]
    .filter(element => element instanceof SVGGraphicsElement && !element.closest('defs, marker, symbol') && getComputedStyle(element).display === 'none')
    .map(element => `page ${element.closest('.print-slide-container')?.id}: ${element.localName}.${element.getAttribute('class')}`)
}
