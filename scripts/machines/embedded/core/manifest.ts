import * as v from 'valibot'
import { MachineError } from '../../machine.ts'

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** `manifest.json` beside the image's files: what they are, and which emulator they belong to. Written by `npm run image -- embedded`. */
const manifestSchema = v.object({
  /** Version of the npm package `v86`. */
  v86: v.string(),
  /** Of the package's `v86.wasm`. */
  wasmSha256: sha256,
  /** Of `JSON.stringify(embeddedMachineOptions)`. */
  optionsSha256: sha256,
  files: v.record(v.string(), v.object({
    bytes: v.number(),
    sha256,
  })),
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
