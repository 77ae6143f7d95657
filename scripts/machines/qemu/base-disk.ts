import type { QemuImage } from './load-qemu-image.ts'
import type { QemuHost } from './qemu-host.ts'
import { execFile } from 'node:child_process'
import { access, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../free-port.ts'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { guestTarget, logIn } from './guest-login.ts'
import { DISK, QemuProcess } from './qemu-process.ts'
import { makeRunFolder } from './run-folder.ts'

/** Milliseconds that a first boot may take: half a minute in emulation, more on a busy computer. */
const BOOT_MS = 300_000

/** Folder in an image's own for what belongs to it: it goes when a new image comes. */
export function stateFolder({ folder }: QemuImage): string {
  return join(folder, 'state')
}

/** Folder for running machines. */
export function runsFolder(image: QemuImage): string {
  return join(stateFolder(image), 'runs')
}

/** The disk with the checkpoint `base`, which every machine starts from. A saved state belongs to one version of QEMU and one accelerator. */
export function baseDisk({ image, accelerator, version }: QemuHost): string {
  return join(stateFolder(image), `base-${accelerator.name}-${version}-${image.manifest.files['root.qcow2'].sha256.slice(0, 8)}.qcow2`)
}

/** Whether machines can start from a checkpoint, or the guest has to boot first. */
export async function hasBaseDisk(host: QemuHost): Promise<boolean> {
  return await access(baseDisk(host)).then(() => true, () => false)
}

/** Boots the guest once and keeps its state. @throws MachineError 'start-failed' */
export async function makeBaseDisk(host: QemuHost, signal: AbortSignal): Promise<void> {
  const { image, qemu, ssh, accelerator } = host
  const run = await makeRunFolder(runsFolder(image))
  let guest: QemuProcess | undefined
  try {
    await promisify(execFile)(host.qemuImg, [
      'create',
      '-q',
      '-f',
      'qcow2',
      '-F',
      'qcow2',
      '-b',
      join(image.folder, 'root.qcow2'),
      run.disk,
    ])
    const port = await freePort()
    guest = await QemuProcess.start({
      qemu,
      accelerator: accelerator.name,
      image,
      ...run,
      port,
    })
    const died = new AbortController()
    void guest.ended.then(reason => died.abort(new MachineError('start-failed', `The full machine ended on its first boot: ${reason}`)))
    const connection = await logIn(await guestTarget({ ssh, image, port, socket: run.socket }), () => undefined, BOOT_MS, AbortSignal.any([signal, died.signal]))
    await connection.run('sync', BOOT_MS)
    connection.close(new MachineError('stopped', 'The first boot is over.'))
    await guest.qmp.runJob('snapshot-save', {
      tag: BASE_CHECKPOINT,
      vmstate: DISK,
      devices: [DISK],
    })
    await guest.quit()
    await rename(run.disk, baseDisk(host))
  }
  finally {
    await guest?.kill()
    await run.remove()
  }
}
