/** The command line with what npm needs before words for the program: `npm start --`, and `npm run image -- qemu` as it is. */
export function forWords(command: string): string {
  return command.includes(' -- ')
    ? command
    : `${command} --`
}

/** Where to read more about a command, such as `npm start` or `npm run image -- qemu`. */
export function helpWords(command: string): string {
  return `See: ${forWords(command)} --help`
}
