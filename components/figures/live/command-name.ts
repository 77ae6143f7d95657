/** A command line without the folder of its program, and without the dash of a login shell. */
export function commandName({ command, name }: { command: string, name: string }): string {
  const [program = '', ...rest] = command.split(' ')
  return [
    program.replace(/^-/, '').replace(/^.*\/(?=[^/])/, '') || name,
    ...rest,
  ].join(' ')
}
