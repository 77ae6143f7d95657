import type { LiveMachineFactory } from '../machine.ts'
import { findSshHost } from './ssh-host.ts'
import { SshMachine } from './ssh-machine.ts'

/** Makes machines of a host that the person can log in to, as root. @throws what `findSshHost` throws */
export async function createSshFactory(url: string): Promise<LiveMachineFactory> {
  const { host, without } = await findSshHost(url)
  const gaps = without.length > 0
    ? `, which has no ${without.join(', ')}: demos that type them will play their recordings`
    : ''
  return {
    kind: 'ssh',
    description: `on the host ${host.destination}${gaps}`,
    atOnce: 1,
    create: () => new SshMachine(host),
  }
}
