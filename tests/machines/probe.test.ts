import type { Machine } from '../../scripts/machines/machine.ts'
import type { KernelSample, SamplePart } from '../../scripts/probe/sample.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedMachine } from '../../scripts/machines/embedded/create-embedded-machine.ts'
import { takeSample } from '../../scripts/probe/take-sample.ts'

const signal = new AbortController().signal

describe('a sample of the embedded machine', () => {
  const machine: Machine = createEmbeddedMachine()
  beforeAll(() => machine.start(signal))
  afterAll(() => machine.stop())

  async function sampleAfter(script: string, part: SamplePart): Promise<KernelSample> {
    const { exitCode, stderr } = await machine.run(script)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    return await takeSample(machine, [part], signal)
  }

  it('has the layers of an overlay mount, whatever stands in their names', async () => {
    const { mounts } = await sampleAfter(String.raw`
      mkdir -p '/layers/a, b' '/layers/c:d' /layers/{upper,work,merged/} '/layers/a, b/etc' && cd /layers
      echo one > 'a, b/kept'; echo two > 'c:d/kept'; echo three > c:d/removed; echo four > 'a, b/etc/deep'
      mount -t overlay -o 'lowerdir=a\, b:c\:d,upperdir=upper,workdir=/layers/work' none merged
      rm -r merged/etc; mkdir merged/etc; rm merged/removed; echo five >> merged/kept
    `, 'mounts')
    const overlay = mounts?.[0]?.mounts.find(({ target }) => target === '/layers/merged')?.overlay
    expect(overlay).toEqual({
      lower: [
        {
          directory: 'a, b',
          entries: [
            { path: 'etc', kind: 'directory' },
            { path: 'etc/deep', kind: 'file' },
            { path: 'kept', kind: 'file' },
          ],
        },
        {
          directory: 'c:d',
          entries: [
            { path: 'kept', kind: 'file' },
            { path: 'removed', kind: 'file' },
          ],
        },
      ],
      upper: {
        directory: 'upper',
        entries: [
          { path: 'etc', kind: 'directory', opaque: true },
          { path: 'kept', kind: 'file' },
          { path: 'removed', kind: 'whiteout' },
        ],
      },
      work: '/layers/work',
      merged: {
        directory: '/layers/merged',
        entries: [
          { path: 'etc', kind: 'directory' },
          { path: 'kept', kind: 'file' },
        ],
      },
    })
  })

  it('has both ends of a veth pair, each in its network namespace', async () => {
    const { networks } = await sampleAfter(`
      ip netns add box
      ip link add outside type veth peer name inside netns box
      ip address add 10.9.0.1/24 dev outside
      ip -n box address add 10.9.0.2/24 dev inside
      ip link set outside up
      ip -n box link set inside up
      ip -n box route add default via 10.9.0.1
    `, 'networks')
    const host = networks?.find(({ name }) => name === undefined)
    const box = networks?.find(({ name }) => name === 'box')
    const outside = host?.links.find(({ name }) => name === 'outside')
    const inside = box?.links.find(({ name }) => name === 'inside')
    expect(outside).toMatchObject({
      kind: 'veth',
      up: true,
      peer: inside?.index,
      addresses: expect.arrayContaining(['10.9.0.1/24']),
    })
    expect(inside).toMatchObject({
      kind: 'veth',
      up: true,
      peer: outside?.index,
      addresses: expect.arrayContaining(['10.9.0.2/24']),
    })
    expect(box?.routes).toContainEqual({ to: 'default', via: '10.9.0.1', device: 'inside' })
  })

  it('has the limits of a control group and what it uses', async () => {
    const { cgroups } = await sampleAfter(`
      mkdir /sys/fs/cgroup/few
      echo 7 > /sys/fs/cgroup/few/pids.max
      echo 16M > /sys/fs/cgroup/few/memory.max
    `, 'cgroups')
    expect(cgroups?.find(({ path }) => path === '/few')).toMatchObject({
      populated: false,
      pids: { current: 0, max: 7 },
      memory: { max: 16 * 1024 ** 2 },
    })
  })

  it('has the keys of a store with their values, and no file that is still being written', async () => {
    const { store } = await sampleAfter(`
      mkdir -p /store/nodes
      echo 3 > /store/replicas; echo 'a: value' > /store/nodes/red; echo half > /store/nodes/.blue
    `, 'store')
    expect(store).toEqual({ 'replicas': '3', 'nodes/red': 'a: value' })
  })

  it('has no store where there is no such folder', async () => {
    const { store } = await sampleAfter('rm -rf /store', 'store')
    expect(store).toEqual({})
  })

  it('has the files of an image with what refers to what, and tells which is not what its name says', async () => {
    const { images } = await sampleAfter(String.raw`
      rm -rf /srv/*; mkdir -p '/srv/an image/blobs/sha256' && cd '/srv/an image'
      blob() { sum=$(sha256sum "$1" | cut -c -64); mv "$1" blobs/sha256/$sum; echo "{\"digest\": \"sha256:$sum\"}"; }
      head -c 3000000 /dev/zero > large; head -c 300 /dev/urandom > small
      echo '{"rootfs": {"type": "layers"}}' > config
      config=$(blob config) layers="$(blob large), $(blob small)"
      echo "{\"config\": $config, \"layers\": [$layers]}" > manifest
      echo "{\"manifests\": [$(blob manifest)]}" > index.json
      echo half > blobs/sha256/.half; echo x >> blobs/sha256/$(sha256sum < /dev/null | cut -c -64)
    `, 'images')
    expect(images).toHaveLength(1)
    const { path, isLayout, index, blobs, more } = images![0]!
    expect({ path, isLayout, more }).toEqual({ path: '/srv/an image', isLayout: false, more: 0 })
    const manifest = blobs.find(({ document }) => document?.kind === 'manifest')
    expect(index?.document?.refers).toEqual([
      { role: 'manifest', digest: manifest?.digest },
    ])
    expect(manifest?.document?.refers.map(({ role, digest }) => [role, blobs.find(blob => blob.digest === digest)?.size])).toEqual([
      ['config', 31],
      ['layer', 3_000_000],
      ['layer', 300],
    ])
    // What is very large is not read at all.
    expect(blobs.map(({ size, isTrue }) => [size, isTrue])).toEqual([
      [2, false],
      [31, true],
      [manifest?.size, true],
      [300, true],
      [3_000_000, undefined],
    ].toSorted(([a], [b]) => Number(a) - Number(b)))
  })

  it('adds a file of an image up again when it was changed', async () => {
    const isSmallTrue = ({ images }: KernelSample): boolean | undefined => images?.[0]?.blobs.find(({ size }) => size === 300)?.isTrue
    expect(isSmallTrue(await sampleAfter('', 'images'))).toBe(true)
    expect(isSmallTrue(await sampleAfter(`
      cd '/srv/an image/blobs/sha256'; file=$(find -size -2 -size +0 -printf '%s %f\\n' | sed -n 's/^300 //p')
      printf x | dd of=$file conv=notrunc status=none
    `, 'images'))).toBe(false)
  })

  it('has no images where no folder is a store of them', async () => {
    const { images } = await sampleAfter('rm -rf /srv/*', 'images')
    expect(images).toEqual([])
  })

  it('has a process with its PID in every namespace, its user and its capabilities', async () => {
    const { processes } = await sampleAfter(`
      setsid unshare --pid --fork --kill-child setpriv --bounding-set=-all,+chown --inh-caps=-all --reuid=1000 sleep 1d < /dev/null &> /dev/null &
      until pgrep -x sleep > /dev/null; do :; done
    `, 'processes')
    const sleep = processes?.find(({ name }) => name === 'sleep')
    expect(sleep).toMatchObject({
      pids: [sleep?.pid, 1],
      users: [1000, 1000, 1000, 1000],
      command: 'sleep 1d',
      capabilities: { effective: '0000000000000000', bounding: '0000000000000001' },
    })
  })

  it('has names and command lines as they are, and zombies that have left their namespaces', async () => {
    const { processes } = await sampleAfter(String.raw`
      cp /bin/sleep '/tmp/a) Z (b'
      setsid bash -c "'/tmp/a) Z (b' 1d & exec -a $'two\nlines  of text' sleep 2d" < /dev/null &> /dev/null &
      # A child that ends when its parent has become a program that waits for nobody.
      setsid bash -c '(until read -r name < /proc/$$/comm; [ "$name" = sleep ]; do :; done) & exec sleep 3d' < /dev/null &> /dev/null &
      until pgrep -f 'sleep 3d' > /dev/null && ps -e -o stat= | grep -q Z; do :; done
    `, 'processes')
    const bracketed = processes?.find(({ name }) => name === 'a) Z (b')
    const parent = processes?.find(({ pid }) => pid === bracketed?.parent)
    expect(bracketed).toMatchObject({ state: 'S', command: '/tmp/a) Z (b 1d' })
    expect(parent).toMatchObject({ name: 'sleep', command: 'two lines  of text 2d' })
    const zombie = processes?.find(({ state }) => state === 'Z')
    expect(zombie).toMatchObject({
      name: 'bash',
      command: '[bash]',
      namespaces: { mnt: 0, net: 0 },
    })
    expect(processes?.find(({ pid }) => pid === zombie?.parent)?.command).toBe('sleep 3d')
    // Neither kernel threads nor the probe itself.
    expect(processes?.map(({ name }) => name).filter(name => ['kthreadd', 'run', 'grep', 'stat'].includes(name))).toEqual([])
    expect(processes?.map(({ pid }) => pid)).toEqual(processes?.map(({ pid }) => pid).sort((a, b) => a - b))
  })
})
