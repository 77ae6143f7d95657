import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveMachineFactory } from '../../../../scripts/machines/machine-factory.ts'
import { findSshHost } from '../../../../scripts/machines/ssh/ssh-host.ts'

describe('the URL of a host', () => {
  it.each([
    'ssh:host',
    'ssh://',
    'ssh://-oProxyCommand=true',
    'ssh://root@-oProxyCommand=true',
    'ssh://root@host;reboot',
    'ssh://root@host/path',
    'ssh://root@host:port',
  ])('is not %s', async (url) => {
    await expect(createLiveMachineFactory(url)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('ssh://root@host:port'),
    })
  })
})

// A program of that name is found by PATH, which a Windows finds otherwise.
describe.skipIf(process.platform === 'win32')('a host that does not let us in', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'no-ssh-'))
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  it('says what ssh says, and what to try', async () => {
    const ssh = join(folder, 'ssh')
    await writeFile(ssh, '#!/bin/sh\necho "root@host: Permission denied (publickey)." >&2\nexit 255\n')
    await chmod(ssh, 0o755)
    await expect(findSshHost('ssh://root@host:2222')).rejects.toThrow(/Permission denied \(publickey\)\.\nTry it by hand.*: ssh ssh:\/\/root@host:2222/)
  })
})
