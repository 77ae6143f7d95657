import type { SshTarget } from '../ssh/ssh-connection.ts'
import type { QemuImage } from './load-qemu-image.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { SshConnection } from '../ssh/ssh-connection.ts'

const RETRY_MS = 500

/** What the guest's key is known by, whatever the port. */
const HOST = 'demo'

export interface GuestLogin {
  ssh: string
  image: QemuImage
  port: number
  /** Path for the connection's socket; its folder takes the file with the guest's key. */
  socket: string
}

/** How to log in to a guest of the image. The person's own ssh configuration has no say: the guest is ours. */
export async function guestTarget({ ssh, image, port, socket }: GuestLogin): Promise<SshTarget> {
  const known = join(dirname(socket), 'known_hosts')
  await writeFile(known, `${HOST} ${await readFile(join(image.folder, 'known_host'), 'utf8')}`)
  const options = {
    IdentityFile: `"${join(image.folder, 'client_key')}"`,
    IdentitiesOnly: 'yes',
    UserKnownHostsFile: `"${known}"`,
    GlobalKnownHostsFile: 'none',
    StrictHostKeyChecking: 'yes',
    HostKeyAlias: HOST,
    BatchMode: 'yes',
    ConnectTimeout: '30',
    LogLevel: 'ERROR',
  }
  return {
    ssh,
    socket,
    options: [
      '-F',
      'none',
      '-p',
      `${port}`,
      ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ],
    destination: 'root@127.0.0.1',
  }
}

/** Logs in as soon as the guest lets us; rejects with the last refusal after so many milliseconds, or with the signal's reason. */
export async function logIn(target: SshTarget, touch: () => void, patience: number, signal: AbortSignal): Promise<SshConnection> {
  const deadline = performance.now() + patience
  for (;;) {
    try {
      return await SshConnection.open(target, touch, signal)
    }
    catch (error) {
      signal.throwIfAborted()
      if (performance.now() > deadline)
        throw error
      await setTimeout(RETRY_MS)
    }
  }
}
