import process from 'node:process'

/**
 * Calls back, once, when nobody reads what the command prints any more: a pager was left, `| head` has enough, a terminal was closed. What is
 * printed from then on is dropped. Unwatched, the error of printing would be printed, which is an error again, and so on without an end.
 */
export function watchOutput(onLost: () => void): void {
  let isLost = false
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => {
      if (isLost)
        return
      isLost = true
      onLost()
    })
  }
}
