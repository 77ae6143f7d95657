/** Columns by which the further lines of a command stand in. */
export const FURTHER_INDENT = 2
/** A line ends no earlier than at this share of its width, as long as there is another place. */
const LEAST_FILLED = 0.2

/** Where a command line may be broken, so that it means the same. */
interface Break {
  /** Characters before it. */
  at: number
  /** What has to end the line there. */
  end: '' | ' \\'
  /** Two commands meet here. */
  isBetweenCommands: boolean
  /** What is before it belongs to what follows: a redirection to its file, an option of one letter to what may be its value. */
  isWithin: boolean
}

/** A piece of a command line that fills a line. */
interface CommandLine {
  text: string
  /** It ends in the middle of a word, as a terminal ends it. */
  isCut: boolean
}

/**
 * Breaks a command line as a person would who types it: after `&&`, `|` or `;`, or else between words, with a backslash where the shell would take
 * the end of the line for that of the command. So it can be copied, and is one command line still.
 * Where a word alone, or what stands in quotes, is longer than a line, it is cut as a terminal does. `first` and `further` are columns.
 */
export function breakCommand(command: string, first: number, further: number): string[] {
  return commandLines(command, first, further).map(({ text }) => text)
}

/** A command line as it is typed into a terminal with room for `first` and `further` columns, with line feeds where it is broken. */
export function typedCommand(command: string, first: number, further: number): string {
  const lines = commandLines(command, first, further)
  return lines.map(({ text, isCut }, index) => isCut || index === lines.length - 1
    ? text
    : `${text}\n${' '.repeat(FURTHER_INDENT)}`).join('')
}

/** The command line that a text of several lines is, or ends with. */
export function unbrokenCommand(text: string): string {
  return text.replaceAll(/(?: \\)?\n {2}/g, ' ')
}

function commandLines(command: string, first: number, further: number): CommandLine[] {
  const breaks = findBreaks(command)
  const lines: CommandLine[] = []
  let start = 0
  let width = first
  while (command.length - start > width) {
    const chosen = chooseBreak(breaks, start, width)
    const at = chosen?.at ?? start + width
    const text = command.slice(start, at)
    lines.push(chosen
      ? { text: text.trimEnd() + chosen.end, isCut: false }
      : { text, isCut: true })
    // A break stands for the space.
    start = chosen
      ? at + /^ */.exec(command.slice(at))![0].length
      : at
    width = further
  }
  return [
    ...lines,
    {
      text: command.slice(start),
      isCut: false,
    },
  ]
}

/** The last place in a line that ends it well, if that is not too early, or else the last of all. */
function chooseBreak(breaks: readonly Break[], start: number, width: number): Break | undefined {
  const inTime = breaks.filter(({ at, end }) => at > start && at - start + end.length <= width)
  return inTime.findLast(({ at, isBetweenCommands }) => isBetweenCommands && at - start >= width * LEAST_FILLED) ?? inTime.findLast(({ isWithin }) => !isWithin) ?? inTime.at(-1)
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
      const before = command.slice(0, index)
      breaks.push({
        at: index,
        // After `;` and `&`, the end of the line would end the command, and the rest be another one.
        end: /(?:&&|\|[|&]?)$/.test(before)
          ? ''
          : ' \\',
        isBetweenCommands: /[&|;]$/.test(before),
        isWithin: /(?:[<>]| -[a-z])$/i.test(before),
      })
    }
  }
  return breaks
}
