import type { Shell } from '../machines/machine.ts'

/** Resolves when a shell has printed a text, from now on. */
export async function shown(shell: Shell, text: string): Promise<void> {
  let seen = ''
  await new Promise<void>((resolve) => {
    const listener = shell.onData((data) => {
      seen += data
      if (seen.includes(text)) {
        listener.dispose()
        resolve()
      }
    })
  })
}
