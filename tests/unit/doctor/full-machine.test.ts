import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hostArch } from '../../../scripts/machines/qemu/architectures.ts'

describe('the full machine before it has an image', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'no-image-'))
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'not', 'there'))
    vi.resetModules()
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  it('is told by what would make it worth having and what would make it, for this processor, and nothing is written', async () => {
    const { examineFullMachine } = await import('../../../scripts/doctor/full-machine.ts')
    const findings = await examineFullMachine()
    const words = findings.map(({ words }) => words).join('\n')
    expect(words).toMatch(new RegExp(`no image for this computer's processor \\(${hostArch}\\) in `))
    expect(words).toMatch(/virtualization (?:works|does not work|would make it fast)/)
    expect(words).toMatch(/makes its image|to make its image|its image is made/)
    expect(words).toMatch(/GiB free for its disks/)
    expect(words).not.toContain(hostArch === 'amd64'
      ? 'arm64'
      : 'amd64')
    for (const finding of findings.filter(({ grade }) => grade !== 'good'))
      expect(finding.remedy).toBeTruthy()
    expect(await readdir(folder)).toEqual([])
  })
})
