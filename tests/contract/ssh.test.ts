import type { QemuHost } from '../../scripts/machines/qemu/qemu-host.ts'
import type { SshHost } from '../../scripts/machines/ssh/ssh-host.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineDeadlines } from '../../scripts/machines/deadlines.ts'
import { QemuMachine } from '../../scripts/machines/qemu/qemu-machine.ts'
import { surveyHost } from '../../scripts/machines/ssh/ssh-host.ts'
import { SshMachine } from '../../scripts/machines/ssh/ssh-machine.ts'
import { describeFullMachine } from '../fixtures/full-machine.ts'
import { Network } from '../fixtures/network.ts'
import { describeMachineContract } from './machine-contract.ts'

/** Everything that a machine could leave on its host, by name. */
const LEFTOVERS = `
  findmnt -rno TARGET | sort
  find /sys/fs/cgroup -type d; cat /sys/fs/cgroup/cgroup.subtree_control
  ls -A /run/netns; ip -br link; lsns -rno NS
  ls -A / /root /tmp /var/tmp /run /home; cat /etc/passwd; hostname
  losetup --list; cat /sys/kernel/security/apparmor/profiles
  ps -e -o pid=,args= --ppid 2 -p 2 --deselect | grep -v 'sshd\\|run/kit-\\| ps \\| grep '
  true`

/** A guest of the full machine, taken for a host that is somebody's. */
await describeFullMachine('a host reached by ssh', (qemu: QemuHost) => {
  const guest = new QemuMachine(qemu)
  let network: Network
  let host: SshHost
  beforeAll(async () => {
    await guest.start(new AbortController().signal)
    const { ssh, options, destination } = guest.login!
    const port = options.indexOf('-p') + 1
    network = await Network.to(Number(options[port]))
    host = {
      ssh,
      options: options.with(port, `${network.port}`),
      destination,
    }
  })
  afterAll(async () => {
    network.close()
    await guest.stop()
  })

  describeMachineContract('it', (deadlines = {}) => new SshMachine(host, {
    ...machineDeadlines.ssh,
    ...deadlines,
  }), {
    user: 'ana',
    keepsStates: false,
    suspends: false,
    ownsKernel: false,
    crash: () => network.cut(),
    hang: async () => {
      await expect.poll(() => network.isUsed, { timeout: 30_000 }).toBe(true)
      network.lose()
    },
  })

  it('has what demos need', async () => {
    expect(await surveyHost(host)).toEqual([])
  })

  it('names what is missing, and what to do', async () => {
    await guest.run('mkdir -p /hidden; mount --bind /dev/null /usr/bin/nsenter; umount /sys/fs/cgroup || mount -t tmpfs none /sys/fs/cgroup')
    try {
      await expect(surveyHost(host)).rejects.toThrow(/lacks:\n(?:.*\n)*.*control groups v2[\s\S]*--machine embedded/)
    }
    finally {
      await guest.restore('base')
    }
  })

  describe('is as it was', () => {
    it('after the machine was used and stopped', async () => {
      const before = await guest.run(LEFTOVERS)
      const machine = new SshMachine(host)
      await machine.start(new AbortController().signal)
      expect((await machine.run('cat /proc/1/comm; hostname; mkdir -p /sys/fs/cgroup/a/b; ip netns add left; ip link add left type bridge; mount -t tmpfs none /mnt; touch /file /root/file /tmp/file /var/tmp/file; truncate -s 1M /disk; losetup --find /disk; echo "profile left { file, }" | apparmor_parser --add')).stdout).toBe('init\ndemo\n')
      await machine.openShell({ columns: 80, rows: 24 })
      expect((await guest.run(LEFTOVERS)).stdout).not.toBe(before.stdout)
      await machine.stop()
      await expect.poll(async () => (await guest.run(LEFTOVERS)).stdout).toBe(before.stdout)
    })

    it('after the connection was lost', async () => {
      const before = await guest.run(LEFTOVERS)
      const machine = new SshMachine(host)
      const deaths: Error[] = []
      machine.onDeath(reason => void deaths.push(reason))
      await machine.start(new AbortController().signal)
      await machine.run('mkdir /sys/fs/cgroup/lost; setsid sleep 1d < /dev/null &> /dev/null & echo $! > /sys/fs/cgroup/lost/cgroup.procs')
      await guest.run(`for pid in $(pgrep -x sshd-session); do tr '\\0' ' ' < /proc/$pid/cmdline | grep -q notty && [[ $(ps -o lstart= -p $pid) ]] && echo $pid; done | tail -n 1 | xargs kill -KILL`)
      await expect.poll(() => deaths.map(String)).toEqual([
        expect.stringContaining('was lost'),
      ])
      await machine.stop()
      await expect.poll(async () => (await guest.run(LEFTOVERS)).stdout).toBe(before.stdout)
    })
  })

  it('returns to the start though its host missed the call', async () => {
    const machine = new SshMachine(host)
    await machine.start(new AbortController().signal)
    try {
      await machine.run('touch /root/file')
      const missed = guest.run('pid=$(pgrep -f /box/keeper); kill -STOP $pid; head -n 1 /run/kit-*/box/end; kill -CONT $pid')
      await expect.poll(async () => (await guest.run('pgrep -x head')).exitCode).toBe(0)
      await machine.restore('base')
      expect((await missed).exitCode).toBe(0)
      expect((await machine.run('test -e /root/file')).exitCode).toBe(1)
    }
    finally {
      await machine.stop()
    }
  })

  it('has one box at a time', async () => {
    const [one, other] = [
      new SshMachine(host),
      new SshMachine(host),
    ]
    await one.start(new AbortController().signal)
    await expect(other.start(new AbortController().signal)).rejects.toThrow('another talk uses this host')
    await one.stop()
    const third = new SshMachine(host)
    await third.start(new AbortController().signal)
    await third.stop()
  })
})
