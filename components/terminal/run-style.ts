import type { CSSProperties } from 'vue'
import type { CellColor, ScreenRun } from '../../scripts/engine/screen-lines.ts'

/** Levels of red, green and blue in the palette's colour cube (16–231), as xterm has them. */
const cubeLevels = [0, 95, 135, 175, 215, 255]
/** Share of a dimmed text's own colour; the rest is its background. Still 4.5:1 for the terminal's own colours. */
const DIM = '75%'

/** Text that is read on a colour of the palette, where that colour is not also what the terminal's text is written in. */
const textOnColor: Readonly<Record<number, string>> = { 0: 'var(--cbu-term-15)', 15: 'var(--cbu-term-0)' }

/** CSS of a run of cells, in the colours of the design tokens and so of the deck's light or dark look. */
export function runStyle(run: ScreenRun): CSSProperties {
  const back = run.background === undefined
    ? 'var(--cbu-term-bg)'
    : cssColor(run.background)
  const front = frontColor(run)
  const [color, background] = run.inverse
    ? [back, front]
    : [front, back]
  return {
    ...(run.dim || color !== 'var(--cbu-term-fg)') && {
      color: run.dim
        ? `color-mix(in srgb, ${color} ${DIM}, ${background})`
        : color,
    },
    ...background !== 'var(--cbu-term-bg)' && { background },
    ...run.bold && { fontWeight: 700 },
    ...run.italic && { fontStyle: 'italic' },
    ...(run.underline || run.strikethrough) && {
      textDecoration: [run.underline && 'underline', run.strikethrough && 'line-through'].filter(Boolean).join(' '),
    },
    ...run.cells !== undefined && { width: `${run.cells}ch` },
  }
}

/** Programs choose pairs for black terminals: on a colour of the palette, text takes the one that is read there, as live terminals see to. */
function frontColor({ foreground, background, bold }: ScreenRun): string {
  if (typeof background === 'number' && background < 16)
    return textOnColor[background] ?? 'var(--cbu-term-bg)'
  return foreground === undefined
    ? 'var(--cbu-term-fg)'
    : cssColor(bold
        ? brightened(foreground)
        : foreground)
}

/** Bold text in one of the first eight colours takes the bright one, as in xterm and most terminals. */
function brightened(color: CellColor): CellColor {
  return typeof color === 'number' && color < 8
    ? color + 8
    : color
}

function cssColor(color: CellColor): string {
  if (typeof color === 'string')
    return color
  if (color < 16)
    return `var(--cbu-term-${color})`
  if (color >= 232) {
    const grey = 8 + (color - 232) * 10
    return `rgb(${grey} ${grey} ${grey})`
  }
  const cube = color - 16
  const [red, green, blue] = [
    Math.floor(cube / 36),
    Math.floor(cube / 6) % 6,
    cube % 6,
  ].map(level => cubeLevels[level])
  return `rgb(${red} ${green} ${blue})`
}
