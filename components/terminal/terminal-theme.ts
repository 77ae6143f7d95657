import type { ITheme } from '@xterm/xterm'

const ansi = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies readonly (keyof ITheme)[]

/** xterm's colours from the design tokens (`slides/styles/tokens.css`) as they hold at an element. Missing tokens leave xterm's own colour. */
export function readTerminalTheme(element: Element): ITheme {
  const style = getComputedStyle(element)
  const token = (name: string): string | undefined => style.getPropertyValue(`--cbu-term-${name}`).trim() || undefined
  const colors: Record<string, string | undefined> = {
    background: token('bg'),
    foreground: token('fg'),
    cursor: token('cursor'),
    cursorAccent: token('cursor-text'),
    selectionBackground: token('selection'),
    selectionInactiveBackground: token('selection'),
    scrollbarSliderBackground: token('border'),
  }
  for (const [index, name] of ansi.entries())
    colors[name] = token(String(index))
  return Object.fromEntries(Object.entries(colors).filter(([, color]) => color !== undefined))
}

/** Calls back whenever the deck switches between light and dark. Returns what stops it. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback)
  observer.observe(document.documentElement, {
    attributeFilter: ['class'],
  })
  return () => observer.disconnect()
}
