import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../../../demos/files/image-by-hand.sh', import.meta.url))

/** What a manifest or an index says of a blob. */
interface Descriptor {
  mediaType: string
  size: number
  digest: string
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

let image: string
beforeAll(async () => {
  image = join(await mkdtemp(join(tmpdir(), 'image-by-hand-')), 'image')
  await promisify(execFile)('sh', [script, image])
})
afterAll(async () => {
  await rm(join(image, '..'), { recursive: true })
})

/** The bytes that a descriptor names, once they are what it says. */
async function blob({ digest, size }: Descriptor): Promise<Uint8Array> {
  const bytes = await readFile(join(image, 'blobs', digest.replace(':', '/')))
  expect(sha256(bytes)).toBe(digest)
  expect(bytes.length).toBe(size)
  return bytes
}

describe('the image that a shell script makes', () => {
  it('has the files of an image layout, and a blob for the manifest, the config and the layer', async () => {
    expect((await readdir(image)).sort()).toEqual([
      'blobs',
      'index.json',
      'oci-layout',
    ])
    expect(JSON.parse(await readFile(join(image, 'oci-layout'), 'utf8'))).toEqual({ imageLayoutVersion: '1.0.0' })
    expect(await readdir(join(image, 'blobs/sha256'))).toHaveLength(3)
  })

  it('leads from the index to the files by digests, each of them right', async () => {
    const index = JSON.parse(await readFile(join(image, 'index.json'), 'utf8')) as { manifests: Descriptor[] }
    expect(index.manifests[0]!.mediaType).toBe('application/vnd.oci.image.manifest.v1+json')
    const manifest = JSON.parse((await blob(index.manifests[0]!)).toString()) as { config: Descriptor, layers: Descriptor[] }
    expect(manifest.layers[0]!.mediaType).toBe('application/vnd.oci.image.layer.v1.tar+gzip')
    const config = JSON.parse((await blob(manifest.config)).toString()) as { rootfs: { diff_ids: string[] } }
    const tar = gunzipSync(await blob(manifest.layers[0]!))
    expect(config.rootfs.diff_ids).toEqual([
      sha256(tar),
    ])
    expect(tar.toString('latin1')).toContain('./hello.txt')
  })
})
