/** Where demos are rehearsed unless the command line says something else. */
export const DEFAULT_MACHINE = 'embedded'

/** What of the command line decides how a demo is run; undefined where it is the default. */
export interface ReproduceOptions {
  machine?: string | undefined
  demos?: string | undefined
  back?: boolean
  presses?: 1 | 2
}

/** The command line that rehearses one demo under the same conditions. */
export function reproduceCommand(demo: string, { machine, demos, back, presses }: ReproduceOptions): string {
  return [
    `npm run rehearse -- --demo ${demo}`,
    ...machine === undefined
      ? []
      : [`--machine ${machine}`],
    ...demos === undefined
      ? []
      : [`--demos ${quoted(demos)}`],
    ...back
      ? ['--back']
      : [],
    ...presses === 2
      ? ['--presses 2']
      : [],
  ].join(' ')
}

/** A path as POSIX shells and Windows' own read it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path)
    ? path
    : `"${path}"`
}
