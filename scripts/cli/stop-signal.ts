import process from 'node:process'

/** Resolves at the first Ctrl-C, `kill` or closed terminal. A second one ends the process at once, should the orderly way hang. */
export async function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      resolve()
      process.once(signal, () => process.exit(130))
    })
  }
  await promise
}
