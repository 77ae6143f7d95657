import type { QemuImage } from './load-qemu-image.ts'
import type { QemuHost } from './qemu-host.ts'
import type { RunFolder } from './run-folder.ts'
import { execFile } from 'node:child_process'
import { access, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { abortable } from '../../base/abortable.ts'
import { withDeadline } from '../../base/deadline.ts'
import { freePort } from '../../system/free-port.ts'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { guestTarget, logIn } from './guest-login.ts'
import { DISK, QemuProcess } from './qemu-process.ts'
import { makeRunFolder } from './run-folder.ts'

/** Milliseconds for a first boot and its snapshot: half a minute in emulation, more on a busy computer. */
const BOOT_MS = 300_000

/** Folder in an image's own for what belongs to it: it goes when a new image comes. */
export function stateFolder({ folder }: QemuImage): string {
  return join(folder, 'state')
}

/** Folder for running machines. */
export function runsFolder(image: QemuImage): string {
  return join(stateFolder(image), 'runs')
}

/** What a saved state belongs to, for its file's name: one accelerator, one version of QEMU, and one image. */
export function stateName({ image, accelerator, version }: QemuHost): string {
  return `${accelerator.name}-${version}-${image.manifest.files['root.qcow2'].sha256.slice(0, 8)}`
}

/** The disk with the checkpoint `base`, which every machine starts from. */
export function baseDisk(host: QemuHost): string {
  return join(stateFolder(host.image), `base-${stateName(host)}.qcow2`)
}

/** Whether machines can start from a checkpoint, or the guest has to boot first. */
export async function hasBaseDisk(host: QemuHost): Promise<boolean> {
  return await access(baseDisk(host)).then(() => true, () => false)
}

/** Boots the guest once and keeps its state. @throws MachineError 'start-failed', or the signal's reason */
export async function makeBaseDisk(host: QemuHost, signal: AbortSignal): Promise<void> {
  const run = await makeRunFolder(runsFolder(host.image))
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
      join(host.image.folder, 'root.qcow2'),
      run.disk,
    ], { signal, timeout: BOOT_MS })
    const port = await freePort()
    guest = new QemuProcess({
      qemu: host.qemu,
      accelerator: host.accelerator.name,
      image: host.image,
      ...run,
      port,
    })
    const late = new AbortController()
    await abortable(
      withDeadline(bootOnce(host, guest, run, port, AbortSignal.any([signal, late.signal])), BOOT_MS, () =>
        new MachineError('start-failed', `The full machine's first boot took longer than ${BOOT_MS / 1000} s. Try again when the computer is less busy.`)),
      signal,
    ).catch((error) => {
      late.abort(error)
      throw error
    })
    await rename(run.disk, baseDisk(host))
  }
  finally {
    await guest?.kill()
    await run.remove()
  }
}

/** Waits for the login of a guest that boots, saves its state and ends it. */
async function bootOnce({ ssh, image }: QemuHost, guest: QemuProcess, { socket }: RunFolder, port: number, signal: AbortSignal): Promise<void> {
  await guest.ready()
  const died = new AbortController()
  void guest.ended.then(reason => died.abort(new MachineError('start-failed', `The full machine ended on its first boot: ${reason}`)))
  const connection = await logIn(await guestTarget({ ssh, image, port, socket }), () => undefined, BOOT_MS, AbortSignal.any([signal, died.signal]))
  await connection.run('sync', BOOT_MS, signal)
  connection.close(new MachineError('stopped', 'The first boot is over.'))
  await guest.qmp.runJob('snapshot-save', {
    tag: BASE_CHECKPOINT,
    vmstate: DISK,
    devices: [DISK],
  })
  await guest.quit()
}
