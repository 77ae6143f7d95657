/** What of the command line decides how a demo is run; undefined where it is the default. */
export interface ReproduceOptions {
  machine?: string | undefined
  demos?: string | undefined
}

/** The command line that rehearses one demo under the same conditions. */
export function reproduceCommand(demo: string, { machine, demos }: ReproduceOptions): string {
  return [
    `npm run rehearse -- --demo ${demo}`,
    ...machine === undefined
      ? []
      : [`--machine ${machine}`],
    ...demos === undefined
      ? []
      : [`--demos ${quoted(demos)}`],
  ].join(' ')
}

/** A path as POSIX shells and Windows' own read it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path)
    ? path
    : `"${path}"`
}
