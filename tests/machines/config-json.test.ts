import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmbeddedMachine } from '../../scripts/machines/embedded/create-embedded-machine.ts'

/** The config.json that a slide shows. */
const config = await readFile(new URL('../../demos/files/config.json', import.meta.url), 'utf8')
const machine = createEmbeddedMachine()

/** Runs a script that must succeed, and gives its output. */
async function run(script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.run(`set -e; cd /root/bundle; ${script}`, { timeout: 100_000 })
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  return stdout
}

/** What the runtime says of the container. */
async function state(): Promise<{ status: string, pid: number }> {
  return JSON.parse(await run('crun state box')) as { status: string, pid: number }
}

beforeAll(async () => {
  await machine.start(new AbortController().signal)
  await machine.run(`
    mkdir -p /root/bundle/rootfs/{bin,dev,proc} && cd /root/bundle
    cp /bin/busybox rootfs/bin && chroot rootfs /bin/busybox --install /bin
    cat > config.json << 'END'
${config}END
  `)
})
afterAll(() => machine.stop())

it('is taken by a runtime, which stops before the program', async () => {
  await run('crun create box < /dev/null > /dev/null 2>&1')
  expect(await state()).toMatchObject({ status: 'created' })
})

it('describes the container that starts', async () => {
  await run('crun start box')
  const { status, pid } = await state()
  expect(status).toBe('running')
  expect(await run(`tr '\\0' ' ' < /proc/${pid}/cmdline`)).toBe('/bin/sleep 600 ')
  expect(await run(`nsenter -t ${pid} -u hostname`)).toBe('box\n')
  expect(await run(`cd /proc/${pid}/ns; for kind in *; do [ $(readlink $kind) = $(readlink /proc/1/ns/$kind) ] || echo $kind; done`))
    .toBe('mnt\nnet\npid\npid_for_children\nuts\n')
  expect(await run(`grep CapBnd /proc/${pid}/status`)).toMatch(/0000000000000020\n$/)
  expect(await run(`cd /sys/fs/cgroup$(cut -d: -f3 /proc/${pid}/cgroup); cat memory.max pids.max`)).toBe('52428800\n20\n')
})

it('leaves nothing behind', async () => {
  await run('crun kill box KILL; until crun delete box 2> /dev/null; do sleep 0.1; done')
  expect(await run('crun list -q')).toBe('')
})
