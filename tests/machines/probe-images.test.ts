import type { ImageStoreView } from '../../components/figures/live/image-view.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { imageStores } from '../../components/figures/live/image-view.ts'
import { QemuMachine } from '../../scripts/machines/qemu/qemu-machine.ts'
import { takeSample } from '../../scripts/probe/take-sample.ts'
import { describeFullMachine } from '../fixtures/full-machine.ts'

const signal = new AbortController().signal

await describeFullMachine('images on the full machine', (host) => {
  const machine = new QemuMachine(host)
  beforeAll(() => machine.start(signal), 300_000)
  afterAll(() => machine.stop())

  // The small set has no containerd.
  it.runIf(host.image.manifest.set === 'full')('are seen in the store of containerd as in the folder that they came from: two manifests, and a layer of both', { timeout: 300_000 }, async () => {
    const { exitCode, stderr } = await machine.run(`
      tar -C /usr/share/kit/images -cf /run/images.tar . || exit
      setsid containerd </dev/null &>/var/log/containerd.log &
      until ctr version &>/dev/null; do
        kill -0 $! || { tail -n 5 /var/log/containerd.log >&2; exit 1; }
        sleep 0.2
      done
      ctr image import --base-name kit /run/images.tar
    `, { timeout: 120_000 })
    expect(exitCode, stderr).toBe(0)
    let stores: readonly ImageStoreView[] = []
    const blobs = (path: RegExp): string[] => stores
      .find(store => path.test(store.path))!
      .nodes
      // What a folder has as index.json is a blob in containerd, until its garbage collector finds that no image is named by it.
      .filter(({ kind }) => kind !== 'index')
      .map(({ key, kind, isTrue, users }) => `${kind} ${key} ${isTrue} ${kind === 'layer'
        ? users
        : ''}`)
      .toSorted()
    // A look adds up so much of the blobs, and the next one goes on.
    await expect.poll(async () => {
      stores = imageStores([
        await takeSample(machine, ['images'], signal),
      ])
      return stores.flatMap(({ nodes }) => nodes.filter(({ key, isTrue }) => key !== 'index.json' && isTrue === undefined))
    }, { timeout: 120_000 }).toEqual([])
    const inContainerd = blobs(/^\/var\/lib\/containerd\//)
    expect(inContainerd.map(line => line.split(' ')[0])).toEqual([
      'config',
      'config',
      'layer',
      'layer',
      'manifest',
      'manifest',
    ])
    expect(inContainerd.filter(line => line.startsWith('layer ') && line.endsWith(' 2'))).toHaveLength(1)
    expect(inContainerd).toEqual(blobs(/^\/usr\/share\/kit\/images$/))
    expect(stores[0]!.path).toMatch(/^\/var\/lib\/containerd\//)
  })
})
