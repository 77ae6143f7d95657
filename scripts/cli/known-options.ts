import type { ArgsDef } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { helpWords } from './help-words.ts'

/**
 * Refuses options that a command does not have; citty passes them on in silence, and a mistyped `--prot` would do nothing.
 * `command` is the command line to suggest help with, such as `npm start` or `npm run image -- qemu`.
 */
export function assertKnownOptions(parsed: { readonly _: readonly string[] }, definition: ArgsDef, command: string): void {
  const names = Object.keys(definition)
  const help = helpWords(command)
  // A switch that is on by default is turned off by `--no-name`.
  const known = new Set(names.flatMap(name => [
    name,
    name.replace(/-./g, part => part[1]!.toUpperCase()),
    `no-${name}`,
  ]))
  const unknown = Object.keys(parsed).find(name => name !== '_' && !known.has(name))
  if (unknown !== undefined)
    throw new UsageError(`There is no option --${unknown}. ${help}`)
  const positionals = names.filter(name => definition[name]!.type === 'positional').length
  const extra = parsed._[positionals]
  if (extra !== undefined)
    throw new UsageError(`Do not know what to do with "${extra}". ${namedBy(definition)}${help}`)
}

/** What the commands disagree on: most take a deck as it is, and some a deck or a demo as an option. */
function namedBy(definition: ArgsDef): string {
  const options = ['deck', 'demo'].filter(name => definition[name]?.type === 'string').map(name => `a ${name} is named by --${name}`)
  return options.length === 0
    ? ''
    : `Here ${options.join(', ')}. `
}
