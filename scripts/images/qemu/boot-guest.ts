import type { Buffer } from 'node:buffer'
import type { ChildProcess } from 'node:child_process'
import type { StageReporter } from '../../cli/progress.ts'
import type { GuestArch } from '../../machines/qemu/architectures.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { architectures } from '../../machines/qemu/architectures.ts'
import { freePort } from '../../system/free-port.ts'
import { hasEnded } from '../../system/has-ended.ts'
import { ImageError } from '../image-error.ts'

/** Milliseconds that a guest may take to its first login: half a minute, more on a busy computer. */
const BOOT_MS = 300_000
const RETRY_MS = 1_000
/** Seconds for one try of a login, which takes two on a quiet computer. */
const CONNECT_SECONDS = 60

/** A booted guest, to look at before its image is put in place. */
export interface BootedGuest extends AsyncDisposable {
  /** Runs a Bash script in the guest to its end. Rejects where the guest cannot be reached. */
  run: (script: string, user?: GuestUser) => Promise<GuestRun>
}

export type GuestUser = 'root' | 'ana'

/** What became of a script in the guest. */
export interface GuestRun {
  exitCode: number
  /** All that it printed, in the order in which it did. */
  output: string
}

/** Exit code of `ssh` when it is itself that failed. */
const SSH_FAILED = 255

/** What of the image a boot needs. */
export interface BootOptions {
  arch: GuestArch
  /** Folder with `vmlinuz`, `initrd.img`, `root.qcow2` and `client_key`. */
  folder: string
  /** The guest's public key, as a line of known_hosts has it after the host. */
  hostKey: string
  commandLine: string
  /** Mebibytes. */
  memory: number
}

/** Boots the image without hardware virtualization; what the guest writes to its disk is forgotten. */
export async function bootGuest({ arch, folder, hostKey, commandLine, memory }: BootOptions, reporter: StageReporter, signal: AbortSignal): Promise<BootedGuest> {
  const port = await freePort()
  const log = join(folder, 'boot.log')
  const known = join(folder, 'boot-known-hosts')
  await writeFile(known, `[127.0.0.1]:${port} ${hostKey}\n`)
  const qemu = spawn(architectures[arch].qemu, [
    '-machine',
    architectures[arch].machine,
    // Works everywhere. A KVM that is there and unusable would end QEMU rather than be passed over.
    '-accel',
    'tcg',
    '-cpu',
    'max',
    '-m',
    `${memory}`,
    '-nodefaults',
    '-display',
    'none',
    '-kernel',
    join(folder, 'vmlinuz'),
    '-initrd',
    join(folder, 'initrd.img'),
    '-append',
    commandLine,
    '-drive',
    `if=virtio,file=${join(folder, 'root.qcow2')},format=qcow2,snapshot=on`,
    '-netdev',
    `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`,
    '-device',
    'virtio-net-pci,netdev=net',
    '-device',
    'virtio-rng-pci',
    '-serial',
    `file:${log}`,
  ], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  qemu.on('error', () => undefined)
  let complaint = ''
  qemu.stderr.on('data', (text: Buffer) => complaint += text.toString())
  const run = async (script: string, user: GuestUser = 'root'): Promise<GuestRun> => {
    const ssh = spawn('ssh', [
      '-F',
      'none',
      '-i',
      join(folder, 'client_key'),
      '-p',
      `${port}`,
      '-o',
      `UserKnownHostsFile=${known}`,
      '-o',
      'StrictHostKeyChecking=yes',
      '-o',
      'IdentitiesOnly=yes',
      '-o',
      'BatchMode=yes',
      '-o',
      `ConnectTimeout=${CONNECT_SECONDS}`,
      `${user}@127.0.0.1`,
      // `exec`: the account's login shell would stay beside it.
      'exec /usr/lib/kit/run -s 2>&1',
    ], { signal })
    let output = ''
    ssh.stdout.setEncoding('utf8').on('data', text => output += text)
    ssh.stderr.setEncoding('utf8').on('data', text => output += text)
    // It may end before it has read all.
    ssh.stdin.on('error', () => undefined).end(script)
    const [exitCode] = await once(ssh, 'close') as [number | null]
    if (exitCode === null || exitCode === SSH_FAILED)
      throw new ImageError(`The guest cannot be reached as ${user}: ${output.trim()}`)
    return { exitCode, output }
  }
  const deadline = performance.now() + BOOT_MS
  reporter.note('waiting for a login')
  for (;;) {
    try {
      await run('true')
      break
    }
    catch (error) {
      signal.throwIfAborted()
      if (hasEnded(qemu) || performance.now() > deadline) {
        await end(qemu)
        const console = await readFile(log, 'utf8').catch(() => '')
        throw new ImageError(`The image did not boot to a login. ${complaint.trim() || (error as Error).message}\nThe last lines of its console:\n${console.split('\n').slice(-12).join('\n')}`, { cause: error })
      }
      await setTimeout(RETRY_MS)
    }
  }
  return {
    run,
    [Symbol.asyncDispose]: async () => await end(qemu),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child))
    return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
