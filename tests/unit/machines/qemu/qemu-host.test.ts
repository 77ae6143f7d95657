import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guestArchs } from '../../../../scripts/machines/qemu/architectures.ts'
import { findQemuHost, qemuPrograms } from '../../../../scripts/machines/qemu/qemu-host.ts'
import { writeEmptyImage } from '../../../fixtures/empty-image.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qemu-host-'))
  vi.stubEnv('PATH', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function writeProgram(name: string, says = ''): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 })
}

describe.skipIf(process.platform === 'win32').each(guestArchs)('this computer, for an image of %s,', (arch) => {
  const [emulator, imageTool] = qemuPrograms(arch)

  it('lacks QEMU', async () => {
    await writeEmptyImage(folder, { arch })
    await expect(findQemuHost([folder])).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringMatching(new RegExp(`^The full machine needs ${emulator}, which is not installed\\. Install it: .*qemu`)),
    })
  })

  it('has a QEMU that is too old', async () => {
    await writeEmptyImage(folder, { arch })
    await writeProgram(emulator, 'QEMU emulator version 6.2.0 (Debian 1:6.2+dfsg-2)')
    await writeProgram(imageTool)
    await writeProgram('ssh')
    await expect(findQemuHost([folder])).rejects.toMatchObject({
      code: 'start-failed',
      message: `The full machine needs QEMU 7 or newer; ${join(folder, emulator)} says: QEMU emulator version 6.2.0 (Debian 1:6.2+dfsg-2)`,
    })
  })
})
