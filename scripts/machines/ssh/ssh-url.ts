import { UsageError } from '../../base/usage-error.ts'

/** What `--machine` takes for a host: a URL that ssh(1) itself takes as a destination. */
const SSH_URL = /^ssh:\/\/(?:[\w.-]+@)?[a-z0-9](?:[\w.-]*|[a-f0-9:]*)(?::(\d{1,5}))?\/?$/i

const LAST_PORT = 65_535

/** Throws `UsageError` for what is no URL of a host. */
export function assertSshUrl(url: string): void {
  const [whole, port = '22'] = SSH_URL.exec(url) ?? []
  if (whole === undefined)
    throw new UsageError(`"${url}" is not the URL of a host. Write it as ssh://root@host or ssh://root@host:port; host may be a name of your ssh configuration.`)
  if (Number(port) < 1 || Number(port) > LAST_PORT)
    throw new UsageError(`"${url}" has the port ${port}, and ports go from 1 to ${LAST_PORT}.`)
}
