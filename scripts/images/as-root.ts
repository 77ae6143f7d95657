import process from 'node:process'

/** A program and its parameters so that they run as root, or as what a user namespace offers of it: owner of files of whatever account. */
export function asRoot(program: string, parameters: readonly string[]): [string, string[]] {
  return process.getuid?.() === 0
    ? [
        program,
        [...parameters],
      ]
    : [
        'unshare',
        [
          '--map-auto',
          '--map-root-user',
          program,
          ...parameters,
        ],
      ]
}
