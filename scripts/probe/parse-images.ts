import type { BlobReference, BlobSample, ImageDocument, ImageStoreSample } from './sample.ts'
import type { Section } from './sections.ts'
import * as v from 'valibot'

/** Of a blob's path: its store, and its name. */
const BLOB = /^(.+)\/blobs\/sha256\/([0-9a-f]{64})$/

const descriptor = v.object({
  digest: v.string(),
  annotations: v.optional(v.record(v.string(), v.string())),
  platform: v.optional(v.object({
    architecture: v.string(),
  })),
})
type Descriptor = v.InferOutput<typeof descriptor>

/** What tells the three kinds of JSON apart. Each of them may lack what the others must have. */
const documents = {
  index: v.object({
    manifests: v.array(descriptor),
  }),
  manifest: v.object({
    config: descriptor,
    layers: v.array(descriptor),
  }),
  config: v.object({
    rootfs: v.object({
      type: v.string(),
    }),
  }),
}

interface File {
  line: string
  path: string
  size: number
  /** Seconds since 1970. */
  changed: number
}

/** Sums of files by their lines of the section `blobs`: a file that was changed has another line. */
export type KnownSums = Map<string, string>

/**
 * Reads the section `images` with its stores, and those of their files: `blobs`, `sums`, and one `document` for each piece of JSON. Sums that
 * were known before come from `known`, which learns the new ones and forgets those of files that are gone.
 */
export function parseImages(stores: readonly string[], sections: readonly Section[], known: KnownSums = new Map()): ImageStoreSample[] {
  const linesOf = (wanted: string): readonly string[] => sections.filter(({ name }) => name === wanted).flatMap(({ lines }) => lines)
  const lines = linesOf('blobs')
  const files = lines.map(parseFile)
  const sums = new Map(linesOf('sums').map(line => [
    line.slice(64 + 2),
    line.slice(0, 64),
  ]))
  for (const line of known.keys()) {
    if (!lines.includes(line))
      known.delete(line)
  }
  for (const { line, path } of files) {
    const sum = sums.get(path)
    if (sum !== undefined)
      known.set(line, sum)
  }
  const texts = new Map(sections.filter(({ name }) => name === 'document').map(({ lines: [file = '', ...lines] }) => [
    file,
    parseDocument(lines.join('\n')),
  ]))
  return stores
    .filter(line => line !== '')
    .map((line) => {
      const [more = '', path = ''] = line.split('\t')
      const own = files.filter(file => BLOB.exec(file.path)?.[1] === path)
      const index = files.find(file => file.path === `${path}/index.json`)
      const document = index && texts.get(index.path)
      return {
        changed: Math.max(0, ...own.map(({ changed }) => changed), index?.changed ?? 0),
        store: {
          path,
          isLayout: files.some(file => file.path === `${path}/oci-layout`),
          ...index && {
            index: {
              size: index.size,
              ...document && { document },
            },
          },
          blobs: own.map(file => parseBlob(file, known.get(file.line), texts.get(file.path))),
          more: Number(more),
        },
      }
    })
    .toSorted((a, b) => b.changed - a.changed)
    .map(({ store }) => store)
}

/** A line `size TAB seconds TAB path` of stat(1). */
function parseFile(line: string): File {
  const [size = '', changed = '', path = ''] = line.split('\t')
  return {
    line,
    path,
    size: Number(size),
    changed: Number(changed),
  }
}

function parseBlob({ path, size }: File, sum: string | undefined, document: ImageDocument | undefined): BlobSample {
  const name = BLOB.exec(path)![2]!
  return {
    digest: `sha256:${name}`,
    size,
    ...sum !== undefined && { isTrue: sum === name },
    ...document && { document },
  }
}

/** Undefined where it is none of the three, or is still being written. */
function parseDocument(text: string): ImageDocument | undefined {
  let content: unknown
  try {
    content = JSON.parse(text)
  }
  catch {
    // Half a document is none yet.
    return undefined
  }
  if (v.is(documents.manifest, content)) {
    return {
      kind: 'manifest',
      refers: [
        reference('config', content.config),
        ...content.layers.map(layer => reference('layer', layer)),
      ],
    }
  }
  if (v.is(documents.index, content)) {
    return {
      kind: 'index',
      refers: content.manifests.map(manifest => reference('manifest', manifest)),
    }
  }
  return v.is(documents.config, content)
    ? { kind: 'config', refers: [] }
    : undefined
}

function reference(role: BlobReference['role'], { digest, annotations, platform }: Descriptor): BlobReference {
  const name = annotations?.['org.opencontainers.image.ref.name']
  return {
    role,
    digest,
    ...name !== undefined && { name },
    ...platform && { processor: platform.architecture },
  }
}
