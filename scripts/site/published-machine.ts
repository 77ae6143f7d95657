import { createHash } from 'node:crypto'
import { cp, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { builtImage } from '../machines/embedded/create-embedded-machine.ts'
import { checkImageFiles } from '../machines/embedded/load-image-files.ts'

/** Hex digits of the folder's name: enough to tell images apart. */
const DIGITS = 12

/** The embedded machine as files of a site. */
export interface PublishedMachine {
  /** Folder in a deck's folder, named after what is in it: a browser may keep the files for ever. */
  readonly folder: string
  /** What starting a machine loads. */
  readonly bytes: number
  /** Puts the files into a deck's folder. */
  copyTo: (deckFolder: string) => Promise<void>
}

/** Finds and checks the committed image and the installed emulator. Throws `MachineError` that says what is wrong with them. */
export async function findPublishedMachine(): Promise<PublishedMachine> {
  const { state, bios, vgaBios } = await checkImageFiles(builtImage)
  const { size } = await stat(builtImage.wasm)
  const manifest = await readFile(join(builtImage.folder, 'manifest.json'))
  const folder = `machine/${createHash('sha256').update(manifest).digest('hex').slice(0, DIGITS)}`
  return {
    folder,
    bytes: state.byteLength + bios.byteLength + vgaBios.byteLength + size,
    async copyTo(deckFolder) {
      const target = join(deckFolder, folder)
      for (const file of await readdir(builtImage.folder))
        await cp(join(builtImage.folder, file), join(target, file))
      await cp(builtImage.wasm, join(target, 'v86.wasm'))
    },
  }
}
