import * as v from 'valibot'
import { MachineError } from '../../machine.ts'

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const file = v.object({
  bytes: v.number(),
  sha256,
})

/** What the driver needs of `manifest.json`; the whole of it is described in `scripts/images/embedded/manifest.ts`. */
const manifestSchema = v.object({
  v86: v.object({
    version: v.string(),
    options: v.looseObject({}),
    wasm: file,
  }),
  files: v.record(v.string(), file),
  stateBytes: v.number(),
})
export type Manifest = v.InferOutput<typeof manifestSchema>

/** Reads a manifest. @throws MachineError 'image-mismatch' saying what is wrong with it */
export function parseManifest(text: string, remedy: string): Manifest {
  try {
    return v.parse(manifestSchema, JSON.parse(text))
  }
  catch (cause) {
    const path = v.isValiError(cause)
      ? ` at ${v.getDotPath(cause.issues[0]) ?? 'its root'}`
      : ''
    const problem = cause instanceof Error
      ? cause.message
      : String(cause)
    throw new MachineError('image-mismatch', `manifest.json of the embedded image cannot be read${path}: ${problem}. ${remedy}`, { cause })
  }
}
