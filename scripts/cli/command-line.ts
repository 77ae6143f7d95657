import type { ArgDef, ArgsDef } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { forWords, helpWords } from './help-words.ts'
import { assertKnownOptions } from './known-options.ts'

/** What citty hands to a command. */
interface CommandLine {
  readonly args: { readonly _: readonly string[], readonly [name: string]: unknown }
  readonly rawArgs: readonly string[]
}

/**
 * Refuses what citty takes in silence and a command would do something else with: an option that there is not, one without its value, one
 * given twice, and `--deck` where the deck stands alone. `command` is the command line to suggest, as for `assertKnownOptions`.
 */
export function assertCommandLine({ args, rawArgs }: CommandLine, definition: ArgsDef, command: string): void {
  const end = rawArgs.indexOf('--')
  const words = end < 0
    ? rawArgs
    : rawArgs.slice(0, end)
  for (const [name, defined] of Object.entries(definition))
    assertOption(name, defined, args[name], words, command)
  assertKnownOptions(args, definition, command)
}

function assertOption(name: string, defined: ArgDef, value: unknown, words: readonly string[], command: string): void {
  const given = words.filter(word => new RegExp(`^--(?:no-)?${name}(?:=|$)`).test(word))
  if (defined.type === 'positional') {
    if (given.length > 0)
      throw new UsageError(`There is no option --${name}. Write the ${name} alone: ${forWords(command)} ${valueOf(name, words) || name.toUpperCase()}`)
    if (value === '')
      throw new UsageError(`The name of the ${name} is empty. ${helpWords(command)}`)
    return
  }
  if (defined.type === 'boolean') {
    const odd = given.find(word => word.includes('=') && !/=(?:true|false)$/.test(word))
    if (odd !== undefined)
      throw new UsageError(`--${name} is a switch and takes no value: write --${name} in place of ${odd}, or leave it out.`)
  }
  else {
    const example = `--${name} ${defined.valueHint ?? name.toUpperCase()}`
    if (value === false)
      throw new UsageError(`There is no option --no-${name}. ${helpWords(command)}`)
    if (value === '')
      throw new UsageError(`--${name} has no value. Give it one, as in ${example}, or leave it out.`)
    if (typeof value === 'string' && value.startsWith('--'))
      throw new UsageError(`--${name} has no value: after it comes ${value}. Give it one, as in ${example}, or leave it out.`)
  }
  if (given.length > 1)
    throw new UsageError(`${given.join(' and ')}: --${name} is given more than once. Give it once.`)
}

/** The value that a word `--name=value`, or the word after `--name`, gives. */
function valueOf(name: string, words: readonly string[]): string | undefined {
  const at = words.findIndex(word => word === `--${name}` || word.startsWith(`--${name}=`))
  return words[at]?.includes('=')
    ? words[at].slice(name.length + 3)
    : words[at + 1]
}
