import type { ArrivingState } from './arriving-state.ts'
import type { MachineImage } from './boot-emulator.ts'
import type { Manifest } from './manifest.ts'
import type { ImageLocation } from './protocol.ts'
import { markPhase } from '../../../base/phase.ts'
import { MachineError } from '../../machine.ts'
import { ArrivingPieces } from './arriving-state.ts'
import { parseManifest } from './manifest.ts'
import { embeddedMachineOptions } from './options.ts'

/** Names of the image's files. */
const FILES = { state: 'state.bin.zst', bios: 'seabios.bin', vgaBios: 'vgabios.bin' } as const

/** How files are read where the worker runs. */
export interface ImageReader {
  /** Whole content of a file, whose pieces are told before as they come; rejects with what went wrong when there is none. */
  read: (path: string, onPiece?: (piece: Uint8Array) => void) => Promise<ArrayBuffer>
  /** `read` takes its time: an image is there without its state, which arrives. @default all of it is awaited */
  takesTime?: true
  /** Sentence that says what to do about a file that is missing or not the right one. */
  remedy: string
  /** Told, as soon as that is known, how many bytes there are to be read beside the manifest. @default no progress */
  onTotal?: (bytes: number) => void
  /** Unpacks zstd to so many bytes, if the place can do that faster than v86. @default v86 unpacks */
  decompress?: (state: ArrayBuffer, bytes: number) => Promise<ArrayBufferLike>
}

/**
 * Reads an image and makes sure that it is complete, unchanged, and made for this emulator, before anything is started with it.
 * @throws MachineError 'image-missing' or 'image-mismatch', naming the file, what was seen and what to do
 */
export function loadImage(location: ImageLocation, reader: ImageReader & { takesTime: true }): Promise<MachineImage<ArrivingState>>
export function loadImage(location: ImageLocation, reader: ImageReader & { takesTime?: never }): Promise<MachineImage<ArrayBufferLike>>
export async function loadImage(location: ImageLocation, reader: ImageReader): Promise<MachineImage> {
  const read: ImageReader['read'] = async (path, onPiece) => {
    try {
      return await reader.read(path, onPiece)
    }
    catch (cause) {
      const problem = cause instanceof Error
        ? cause.message
        : String(cause)
      throw new MachineError('image-missing', `The embedded image has no ${path}: ${problem}. ${reader.remedy}`, { cause })
    }
  }
  const manifestText = read(`${location.folder}/manifest.json`).then(bytes => new TextDecoder().decode(bytes))
  const manifest = manifestText.then(text => parseManifest(text, reader.remedy))

  const readChecked = async (name: string, onPiece?: (piece: Uint8Array) => void): Promise<ArrayBuffer> => {
    const path = `${location.folder}/${name}`
    const [bytes, { files }] = await Promise.all([
      read(path, onPiece),
      manifest,
    ])
    const expected = expectedOf(files, name, reader)
    // A checkout without its large files has a short text in their place.
    if (bytes.byteLength !== expected.bytes)
      throw mismatch(`${path} has ${bytes.byteLength} bytes instead of ${expected.bytes}`, reader)
    await checkHash(path, bytes, expected.sha256, reader)
    return bytes
  }
  const followState = async (): Promise<ArrivingState> => {
    const pieces = new ArrivingPieces()
    const checked = readChecked(FILES.state, pieces.push).finally(pieces.end)
    checked.then(() => markPhase('state read'), () => { /* Told to who unpacks it. */ })
    const { files } = await manifest
    return { pieces, checked, bytes: expectedOf(files, FILES.state, reader).bytes }
  }
  const readState = async (): Promise<ArrayBufferLike | ArrivingState> => {
    if (reader.takesTime)
      return await followState()
    const state = await readChecked(FILES.state)
    return reader.decompress
      ? reader.decompress(state, (await manifest).stateBytes)
      : state
  }
  const readWasm = async (): Promise<WebAssembly.Module> => {
    const [bytes, { v86 }] = await Promise.all([
      read(location.wasm),
      manifest,
    ])
    await checkHash(`${location.wasm} (the image was made with v86 ${v86.version})`, bytes, v86.wasm.sha256, reader)
    const module = await WebAssembly.compile(bytes)
    markPhase('emulator compiled')
    return module
  }

  const [state, bios, vgaBios, wasm, { stateBytes }] = await Promise.all([
    readState(),
    readChecked(FILES.bios),
    readChecked(FILES.vgaBios),
    readWasm(),
    manifest.then((found) => {
      checkOptions(found.v86.options, reader)
      reader.onTotal?.(totalBytes(found))
      return found
    }),
  ])
  return {
    options: { ...embeddedMachineOptions },
    state,
    stateBytes,
    bios,
    vgaBios,
    wasm,
  }
}

function expectedOf(files: Manifest['files'], name: string, reader: ImageReader): Manifest['files'][string] {
  const expected = files[name]
  if (!expected)
    throw mismatch(`manifest.json does not name ${name}`, reader)
  return expected
}

function totalBytes({ files, v86 }: Manifest): number {
  return Object.values(FILES).reduce((sum, name) => sum + (files[name]?.bytes ?? 0), v86.wasm.bytes)
}

function checkOptions(made: Manifest['v86']['options'], reader: ImageReader): void {
  const names = new Set([
    ...Object.keys(made),
    ...Object.keys(embeddedMachineOptions),
  ])
  const options = embeddedMachineOptions as unknown as Record<string, unknown>
  for (const name of names) {
    if (JSON.stringify(made[name]) !== JSON.stringify(options[name]))
      throw mismatch(`the image was made with ${name} = ${JSON.stringify(made[name])}, but scripts/machines/embedded/core/options.ts has ${JSON.stringify(options[name])}`, reader)
  }
}

async function checkHash(name: string, bytes: ArrayBuffer, expected: string, reader: ImageReader): Promise<void> {
  // Browsers have it on secure pages only (https, localhost). The published site's files carry hashes in their names anyway.
  if (!globalThis.crypto?.subtle)
    return
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const seen = Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
  if (seen !== expected)
    throw mismatch(`${name} has the SHA-256 ${seen} instead of ${expected}`, reader)
}

function mismatch(problem: string, { remedy }: ImageReader): MachineError {
  return new MachineError('image-mismatch', `The embedded image does not fit: ${problem}. ${remedy}`)
}
