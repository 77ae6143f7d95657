import { readFileSync } from 'node:fs'
import { quoteForBash } from '../../base/quote-for-bash.ts'

const part = (name: string): string => readFileSync(new URL(`./box/${name}`, import.meta.url), 'utf8')
const guestPart = (name: string): string => readFileSync(new URL(`../../images/embedded/guest/${name}`, import.meta.url), 'utf8')

/** By its name in the box's folder: scripts, and the files of the kit's machines that make a shell in the box one like theirs. */
const files = {
  'keeper': part('keeper'),
  'inside': part('inside'),
  'prompt': guestPart('prompt'),
  'bash.bashrc': guestPart('etc/bash.bashrc'),
  'profile': guestPart('etc/profile'),
  'hosts': guestPart('etc/hosts'),
}

/** A Bash script that prints what a host lacks, a line each. */
export const surveyScript = part('survey')

/**
 * A Bash script that makes a box on a host and prints the path of the script that enters it. A box is what lets demos do as they like on a host
 * that goes on being used: namespaces of its own (all but those of users, time and control groups), and a root in memory with the host's
 * programs, read-only. `folder`: that of the connection that runs it; the box ends with it.
 */
export function makeBoxScript(folder: string): string {
  return [
    `dir=${folder}`,
    'mkdir "$dir/box"',
    ...Object.entries(files).map(([name, text]) => `printf %s ${quoteForBash(text)} >"$dir/box/${name}"`),
    part('make'),
  ].join('\n')
}

/** A Bash script that ends a connection's box, and prints what it could not take away. */
export function removeBoxScript(folder: string): string {
  return `dir=${folder}\n${part('remove')}`
}
