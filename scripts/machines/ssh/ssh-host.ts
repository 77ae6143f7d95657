import type { SshTarget } from './ssh-connection.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../../system/find-program.ts'
import { installCommand } from '../../system/install-command.ts'
import { MachineError } from '../machine.ts'
import { surveyScript } from './box.ts'
import { SshConnection } from './ssh-connection.ts'
import { assertSshUrl } from './ssh-url.ts'

/** Milliseconds for a login and a look around. */
const SURVEY_MS = 60_000

/**
 * Over the person's own configuration: what would wait for a person's answer, or do something else than run our commands. And a lost network is
 * noticed within a quarter of a minute.
 */
const OPTIONS = {
  BatchMode: 'yes',
  ConnectTimeout: '15',
  ServerAliveInterval: '5',
  ServerAliveCountMax: '3',
  ClearAllForwardings: 'yes',
  PermitLocalCommand: 'no',
  RemoteCommand: 'none',
}

/** A host that demos can run on: how to get there. */
export type SshHost = Pick<SshTarget, 'ssh' | 'options' | 'destination'>

/**
 * Logs in to a host once, with the person's ssh configuration, agent and known hosts, and looks at what it has; `without` are programs that only
 * some demos need.
 * @throws UsageError for what is no URL of a host, MachineError 'start-failed' with all that is missing and what to do
 */
export async function findSshHost(url: string): Promise<{ host: SshHost, without: readonly string[] }> {
  assertSshUrl(url)
  const ssh = await findProgram('ssh')
  if (ssh === undefined)
    throw new MachineError('start-failed', `A host needs ssh here, which is not installed. Install it: ${await installCommand('ssh')}`)
  const host: SshHost = {
    ssh,
    options: Object.entries(OPTIONS).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    destination: url,
  }
  return {
    host,
    without: await surveyHost(host),
  }
}

/**
 * Looks at a host, and answers with the programs it lacks that only some demos need.
 * @throws MachineError 'start-failed' with what ssh said, or with what the host lacks that every demo needs
 */
export async function surveyHost(host: SshHost): Promise<readonly string[]> {
  const socket = await makeSocket()
  const signal = AbortSignal.timeout(SURVEY_MS)
  let connection: SshConnection | undefined
  try {
    connection = await SshConnection.open({ ...host, socket: socket.path }, () => {}, signal)
    const { stdout } = await connection.run(surveyScript, SURVEY_MS, signal)
    const lacks = (what: string): string[] => stdout.split('\n').flatMap(line => line.startsWith(`${what} `)
      ? line.slice(what.length + 1)
      : [])
    const missing = lacks('box')
    if (missing.length > 0)
      throw new MachineError('start-failed', `Demos cannot run on ${host.destination}. It lacks:\n${missing.map(each => `  - ${each}\n`).join('')}Give it that, or run them elsewhere: npm start -- --machine embedded`)
    return lacks('demos')
  }
  catch (error) {
    if (error instanceof MachineError && error.message.startsWith('No login'))
      throw new MachineError('start-failed', `${error.message}\nTry it by hand, and answer what ssh asks: ssh ${host.destination}`, { cause: error })
    throw error
  }
  finally {
    connection?.close(new MachineError('stopped', 'The host has been looked at.'))
    await socket.remove()
  }
}

/** A place for a connection's socket, with a path that is short enough. */
export async function makeSocket(): Promise<{ path: string, remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'kit-'))
  return {
    path: join(folder, 'ssh'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
