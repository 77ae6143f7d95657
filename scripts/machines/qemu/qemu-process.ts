import type { Buffer } from 'node:buffer'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { QemuImage } from './load-qemu-image.ts'
import { spawn } from 'node:child_process'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MachineError } from '../machine.ts'
import { acceleratorOption } from './accelerator.ts'
import { architectures } from './architectures.ts'
import { QmpClient } from './qmp-client.ts'

/** Processors of the guest, whatever the computer has: demos share them out. */
const PROCESSORS = 2

/** What the kernel says last (`kernel/panic.c`). */
const PANIC = /Kernel panic - not syncing: .*/
/** File in the image's folder that keeps what the guest's kernel said before its last panic. */
const PANIC_LOG = 'last-panic.log'

/** Name of the disk in QEMU, for snapshots. */
export const DISK = 'disk'

export interface QemuOptions {
  qemu: string
  accelerator: string
  image: QemuImage
  /** Layer over the image's disk that takes what the guest writes, and checkpoints. */
  disk: string
  /** File that takes what the guest's kernel says. */
  console: string
  /** File that takes the process id, for cleaning up. */
  pidFile: string
  /** Port of 127.0.0.1 that leads to the guest's sshd. */
  port: number
  /** Checkpoint to start from. @default boots */
  checkpoint?: string
}

/** A QEMU with the image's guest. */
export class QemuProcess {
  readonly qmp: QmpClient
  /** Resolves when QEMU has ended, with why, in words. */
  readonly ended: Promise<string>
  readonly #process: ChildProcessWithoutNullStreams
  readonly #options: QemuOptions
  #complaint = ''
  #news: string | undefined

  /** Starts it. The caller ends it, also when it does not become ready. */
  constructor(options: QemuOptions) {
    this.#options = options
    this.#process = spawn(options.qemu, parameters(options), { windowsHide: true })
    this.#process.stderr.on('data', (text: Buffer) => this.#complaint += text.toString())
    this.#process.on('error', error => this.#complaint += error.message)
    this.qmp = new QmpClient(this.#process.stdout, this.#process.stdin)
    this.qmp.onEvent(({ event, data }) => {
      if (event === 'SHUTDOWN' && data.guest === true)
        this.#news = 'its guest shut it down'
      if (event === 'BLOCK_IO_ERROR') {
        this.#news = data.nospace === true
          ? `there is no space left for ${options.disk}`
          : `${options.disk} cannot be written: ${String(data.reason)}`
        // QEMU would wait for ever.
        this.#process.kill('SIGKILL')
      }
    })
    const closed = new Promise<NodeJS.Signals | null>(resolve => this.#process.once('close', (_, signal) => resolve(signal)))
    this.ended = closed.then(async (signal) => {
      const reason = await this.#reason(signal)
      this.qmp.abandon(new Error(reason))
      return reason
    })
  }

  /** Waits until it takes commands. @throws MachineError 'start-failed' with what QEMU said */
  async ready(): Promise<void> {
    try {
      await this.qmp.greet()
    }
    catch {
      throw new MachineError('start-failed', `QEMU did not start: ${await this.ended}`)
    }
  }

  /** Process id, for measurements. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Ends QEMU at once; its disk is of no use afterwards. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.ended
  }

  /** Ends QEMU with its disk in order. */
  async quit(): Promise<void> {
    await this.qmp.execute('quit')
    await this.ended
  }

  async #reason(signal: string | null): Promise<string> {
    const console = await readFile(this.#options.console, 'latin1').catch(() => '')
    const [panic] = PANIC.exec(console) ?? []
    if (panic !== undefined) {
      const log = join(this.#options.image.folder, PANIC_LOG)
      await copyFile(this.#options.console, log).catch(() => undefined)
      return `${panic.trim()} (all that its kernel said is in ${log})`
    }
    return this.#news
      ?? (this.#complaint.trim()
        || (signal === null
          ? 'QEMU ended'
          : `QEMU was ended by ${signal}${signal === 'SIGKILL'
            ? ', which is also what happens for want of memory'
            : ''}`))
  }
}

function parameters({ qemu: _, accelerator, image: { folder, manifest }, disk, console, pidFile, port, checkpoint }: QemuOptions): string[] {
  return [
    '-machine',
    architectures[manifest.arch].machine,
    '-accel',
    acceleratorOption(accelerator),
    '-cpu',
    'max',
    '-smp',
    `${PROCESSORS}`,
    '-m',
    `${manifest.memory}`,
    '-nodefaults',
    '-no-user-config',
    '-display',
    'none',
    '-kernel',
    join(folder, 'vmlinuz'),
    '-initrd',
    join(folder, 'initrd.img'),
    // A panic is to end QEMU rather than to begin anew.
    '-append',
    `${manifest.kernel.commandLine} panic=-1`,
    '-no-reboot',
    // As JSON, which takes any path.
    '-blockdev',
    JSON.stringify({
      'driver': 'qcow2',
      'node-name': DISK,
      'file': { driver: 'file', filename: disk },
      'cache': { 'no-flush': true },
    }),
    '-device',
    `virtio-blk-pci,drive=${DISK},werror=stop,rerror=stop`,
    '-netdev',
    `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`,
    '-device',
    'virtio-net-pci,netdev=net',
    '-device',
    'virtio-rng-pci',
    '-chardev',
    `file,id=console,path=${console.replaceAll(',', ',,')}`,
    '-serial',
    'chardev:console',
    '-chardev',
    'stdio,id=qmp,signal=off',
    '-mon',
    'chardev=qmp,mode=control',
    '-pidfile',
    pidFile,
    ...checkpoint === undefined
      ? []
      : ['-loadvm', checkpoint],
  ]
}
