import { stripVTControlCharacters } from 'node:util'
import { UsageError } from '../base/usage-error.ts'
import { helpWords } from './help-words.ts'

/** What citty says of a command line that it cannot read, with the help to look into. Every other error as it is. */
export function withHelp(error: unknown, commandLine: readonly string[]): unknown {
  if (!(error instanceof Error && error.name === 'CLIError'))
    return error
  const sentence = stripVTControlCharacters(error.message).replace(/\.?$/, '.')
  const [command, subCommand] = commandLine
  const isUnknown = 'code' in error && error.code === 'E_UNKNOWN_COMMAND'
  const script = command === 'start'
    ? 'npm start'
    : `npm run ${command}`
  const line = subCommand === undefined || subCommand.startsWith('-') || isUnknown
    ? script
    : `${script} -- ${subCommand}`
  return new UsageError(`${sentence} ${helpWords(line)}`, { cause: error })
}
