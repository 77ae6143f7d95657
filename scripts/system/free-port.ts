import getPort from 'get-port'

/** A loopback port that is free now, and was not handed out by this process lately. */
export async function freePort(): Promise<number> {
  return await getPort({ host: '127.0.0.1' })
}
