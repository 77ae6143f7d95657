import type { AddressInfo } from 'node:net'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createCatalogue } from '../../scripts/engine/demo-catalogue.ts'
import { baseDisk, runsFolder, stateFolder } from '../../scripts/machines/qemu/base-disk.ts'
import { createQemuFactory } from '../../scripts/machines/qemu/create-qemu-factory.ts'
import { imageFiles, MANIFEST_FILE } from '../../scripts/machines/qemu/manifest.ts'
import { findQemuHost } from '../../scripts/machines/qemu/qemu-host.ts'
import { QemuMachine } from '../../scripts/machines/qemu/qemu-machine.ts'
import { QemuProcess } from '../../scripts/machines/qemu/qemu-process.ts'
import { makeRunFolder } from '../../scripts/machines/qemu/run-folder.ts'
import { rehearseDemo } from '../../scripts/rehearsal/rehearse-demo.ts'
import { readDemoFiles, readDemos } from '../../scripts/server/read-demos.ts'
import { demosFolder } from '../../scripts/system/project-paths.ts'
import { breaksToTry } from '../fixtures/breaks-to-try.ts'
import { breaks } from '../fixtures/demo-breaks.ts'
import { demosToTry } from '../fixtures/demos-to-try.ts'
import { describeFullMachine } from '../fixtures/full-machine.ts'

const catalogue = await readDemos(demosFolder)
const texts = await readDemoFiles(demosFolder)
/** Of those that every machine runs, three; and those that no other machine can. */
const demos = [
  'pid-namespace',
  'pids-max',
  'overlay',
  ...demosToTry([
    ...catalogue.values(),
  ].filter(({ machines }) => !machines.includes('embedded')).map(({ id }) => id)),
]

const toBreak = breaksToTry(demos, 'qemu')

await describeFullMachine('the full machine', (host) => {
  describe.each(demos)('runs the demo %s, which', { timeout: 900_000 }, (demo) => {
    // The small set has no compiler, and nothing of engines.
    const { needs = [] } = breaks[demo]!.definition
    const isPossible = needs.length === 0 || host.image.manifest.set === 'full'

    it.runIf(isPossible)('keeps its promises', async () => {
      const { create: createMachine } = await createQemuFactory(host)
      const result = await rehearseDemo({ catalogue, demo, createMachine })
      expect(result.failure).toBeUndefined()
      expect(result.green).toBe(result.steps)
    })

    it.runIf(isPossible && toBreak.includes(demo))('fails at the right step when it is broken on purpose', async () => {
      const { create: createMachine } = await createQemuFactory(host)
      const { step, definition } = breaks[demo]!
      const broken = createCatalogue(new Map([
        [`demos/${demo}.ts`, definition],
      ]), texts)
      const result = await rehearseDemo({ catalogue: broken, demo, createMachine })
      expect(result.failure).toMatch(new RegExp(`^${demo}, step ${step} of `))
      expect(result.green).toBe(step - 1)
    })

    it.runIf(!isPossible)('says which program is missing', async () => {
      const { create: createMachine } = await createQemuFactory(host)
      const result = await rehearseDemo({ catalogue, demo, createMachine })
      expect(result.failure).toContain(`This machine has no ${needs[0]}`)
    })
  })

  it('lives on while its kernel rewrites itself beside busy processors', async () => {
    const machine = new QemuMachine(host)
    await machine.start(new AbortController().signal)
    try {
      // Every first limit of a kind switches jump labels on, and the last group that goes switches them off.
      const { stdout } = await machine.run(`
        cd /sys/fs/cgroup
        echo +cpuset +cpu +memory > cgroup.subtree_control
        (while :; do /bin/true; done) & (while :; do /bin/true; done) &
        rounds=0
        for ((end = SECONDS + 15; SECONDS < end; rounds++)); do
          mkdir switched && echo '1000 100000' > switched/cpu.max && rmdir switched
        done
        kill %1 %2
        echo $rounds`, { timeout: 120_000 })
      expect(Number(stdout)).toBeGreaterThan(5)
    }
    finally {
      await machine.stop()
    }
  })

  it('leaves nothing behind when it is stopped', async () => {
    const before = await folders()
    const machine = new QemuMachine(host)
    await machine.start(new AbortController().signal)
    const { pid } = machine
    expect(isAlive(pid!)).toBe(true)
    expect(await folders()).toHaveLength(before.length + 2)
    await machine.stop()
    expect(isAlive(pid!)).toBe(false)
    expect(await folders()).toEqual(before)
  })

  it('leaves nothing behind after its process was killed, once another starts', async () => {
    const before = await folders()
    const orphan = spawn(process.execPath, [
      fileURLToPath(new URL('../fixtures/orphaned-machine.ts', import.meta.url)),
    ], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [text] = await once(orphan.stdout, 'data') as [string]
    const pid = Number(text)
    orphan.kill('SIGKILL')
    await once(orphan, 'close')
    // The machine does not notice.
    expect(isAlive(pid)).toBe(true)
    expect(await folders()).toHaveLength(before.length + 2)
    const machine = new QemuMachine(host)
    await machine.start(new AbortController().signal)
    await expect.poll(() => isAlive(pid)).toBe(false)
    await machine.stop()
    expect(await folders()).toEqual(before)
  })

  it.each([
    100,
    400,
    800,
    1200,
  ])('leaves nothing behind when it is stopped %d ms after it began to start', async (delay) => {
    const before = await folders()
    const machine = new QemuMachine(host)
    const start = machine.start(new AbortController().signal).catch(() => undefined)
    await setTimeout(delay)
    await machine.stop()
    await start
    expect(machine.pid === undefined || !isAlive(machine.pid)).toBe(true)
    expect(await folders()).toEqual(before)
  })

  it('starts a second time when it ends as it starts', async () => {
    const machine = new QemuMachine(host)
    const start = machine.start(new AbortController().signal)
    const first = await expect.poll(() => machine.pid).toBeDefined().then(() => machine.pid!)
    process.kill(first, 'SIGKILL')
    await start
    expect(machine.pid).not.toBe(first)
    expect(await machine.run('echo alive')).toMatchObject({ stdout: 'alive\n' })
    await machine.stop()
  })

  it('says that its port is taken, and leaves no process', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const run = await makeRunFolder(runsFolder(host.image))
    const { qemu, accelerator, image } = host
    await copyFile(baseDisk(host), run.disk, constants.COPYFILE_FICLONE)
    const guest = new QemuProcess({
      ...run,
      qemu,
      accelerator: accelerator.name,
      image,
      port,
    })
    await expect(guest.ready()).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringMatching(new RegExp(`Could not set up host forwarding rule .*${port}`)),
    })
    await run.remove()
    other.close()
  })

  // A disk that is full takes a file system of its own, and that takes root.
  it.runIf(process.platform === 'linux' && process.getuid!() === 0)('says that there is no space left for its disk, and leaves none of it behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'full-disk-'))
    for (const name of [...imageFiles, MANIFEST_FILE])
      await symlink(join(host.image.folder, name), join(folder, name))
    const cramped = {
      ...host,
      image: { ...host.image, folder },
    }
    const { size } = await stat(baseDisk(host))
    await mkdir(stateFolder(cramped.image))
    execFileSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${2 * size + 64 * 2 ** 20}`,
      'tmpfs',
      stateFolder(cramped.image),
    ])
    try {
      await copyFile(baseDisk(host), baseDisk(cramped))
      const machine = new QemuMachine(cramped)
      const deaths: Error[] = []
      machine.onDeath(reason => void deaths.push(reason))
      await machine.start(new AbortController().signal)
      await machine.run('head -c 300M /dev/urandom >/root/much; sync', { timeout: 60_000 }).catch(() => undefined)
      await expect.poll(() => deaths.map(({ message }) => message))
        .toEqual([
          expect.stringMatching(/^The full machine died: there is no space left for .*\. Start a new one\.$/),
        ])
      await expect.poll(() => readdir(runsFolder(cramped.image))).toEqual([])
      expect(isAlive(machine.pid!)).toBe(false)
    }
    finally {
      execFileSync('umount', [
        '-l',
        stateFolder(cramped.image),
      ])
      await rm(folder, { recursive: true })
    }
  })

  it('says where an image is looked for when there is none', async () => {
    await expect(findQemuHost([
      tmpdir(),
    ]))
      .rejects
      .toMatchObject({
        code: 'image-missing',
        message: expect.stringContaining('npm run image -- qemu'),
      })
  })

  /** Folders of machines, and of their sockets. */
  async function folders(): Promise<string[]> {
    const runs = await readdir(runsFolder(host.image))
    const sockets = (await readdir(tmpdir())).filter(name => name.startsWith('kit-'))
    return [
      ...runs,
      ...sockets,
    ]
  }
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch {
    return false
  }
}
