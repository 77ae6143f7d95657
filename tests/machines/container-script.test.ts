import type { Machine } from '../../scripts/machines/machine.ts'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLiveMachineFactory } from '../../scripts/machines/machine-factory.ts'

const script = await readFile(new URL('../../demos/files/container-in-bash.sh', import.meta.url), 'utf8')
let machine: Machine

beforeAll(async () => {
  machine = (await createLiveMachineFactory('embedded')).create()
  await machine.start(new AbortController().signal)
})
afterAll(() => machine.stop())

/** Runs a version of the script in the machine, with a command for the container. */
function build(text: string, command: string): ReturnType<Machine['run']> {
  return machine.run(`cat > /root/box.sh <<'END'\n${text}END\nbash /root/box.sh bash -c '${command}'`)
}

/** What a container leaves on the host when nobody cleans up. */
const LEFT = 'ls -d /run/box /sys/fs/cgroup/box /run/netns/box; ip -br link show box0'

it('builds a container, and takes it away again', async () => {
  const { exitCode, stdout } = await build(script, 'echo $$; hostname; cat /sys/fs/cgroup/pids.max; rm -r /etc; ls -d /etc /old; ping -qc1 10.9.0.1 > /dev/null && echo reached')
  expect(stdout).toBe('1\nbox\n20\nreached\n')
  expect(exitCode).toBe(0)
  expect((await machine.run('hostname; ls -d /etc')).stdout).toBe('demo\n/etc\n')
  expect((await machine.run(LEFT)).stdout).toBe('')
})

it('starts nothing once a step has failed, and takes away what it had built', async () => {
  const { exitCode, stdout } = await build(script.replace('pivot_root . old', 'pivot_root . nowhere'), 'echo started')
  expect(exitCode).not.toBe(0)
  expect(stdout).toBe('')
  expect((await machine.run(LEFT)).stdout).toBe('')
})
