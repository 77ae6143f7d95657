/** Columns by which the further lines of a command stand in. */
export const FURTHER_INDENT = 2
/** A line ends no earlier than at this share of its width, as long as there is another place. */
const LEAST_FILLED = 0.4

/** Where a command line may be broken, so that it means the same. */
interface Break {
  /** Characters before it. */
  at: number
  /** What has to end the line there. */
  end: '' | ' \\'
}

/**
 * Breaks a command line as a person would who types it: after `&&`, `|` or `;`, or else between words, with a backslash. So it can be copied.
 * Where a word alone, or what stands in quotes, is longer than a line, it is cut as a terminal does. `first` and `further` are columns.
 */
export function breakCommand(command: string, first: number, further: number): string[] {
  const breaks = findBreaks(command)
  const lines: string[] = []
  let start = 0
  let width = first
  while (command.length - start > width) {
    const chosen = chooseBreak(breaks, start, width)
    const at = chosen?.at ?? start + width
    lines.push(command.slice(start, at).trimEnd() + (chosen?.end ?? ''))
    // A break stands for the space.
    start = chosen
      ? at + /^ */.exec(command.slice(at))![0].length
      : at
    width = further
  }
  return [
    ...lines,
    command.slice(start),
  ]
}

/** The last place in a line that ends it well, if that is not too early, or else the last of all. */
function chooseBreak(breaks: readonly Break[], start: number, width: number): Break | undefined {
  const inTime = breaks.filter(({ at, end }) => at > start && at - start + end.length <= width)
  return inTime.findLast(({ at, end }) => end === '' && at - start >= width * LEAST_FILLED) ?? inTime.at(-1)
}

function findBreaks(command: string): Break[] {
  const breaks: Break[] = []
  let quote = ''
  for (let index = 0; index < command.length; index++) {
    const character = command[index]!
    if (quote !== '') {
      if (character === '\\' && quote === '"')
        index++
      else if (character === quote)
        quote = ''
    }
    else if (character === '\\') {
      index++
    }
    else if (character === '\'' || character === '"') {
      quote = character
    }
    else if (character === ' ' && command[index + 1] !== ' ') {
      breaks.push({
        at: index,
        end: /(?:&&|\|\|?|;)$/.test(command.slice(0, index))
          ? ''
          : ' \\',
      })
    }
  }
  return breaks
}
