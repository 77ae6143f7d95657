import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { builtImage } from '../machines/embedded/create-embedded-machine.ts'
import { checkImageFiles } from '../machines/embedded/load-image-files.ts'
import { folderBytes } from '../system/folder-bytes.ts'
import { replaceFolder } from '../system/replace-folder.ts'

/** Folder in the site's, for machines. */
const FOLDER = 'machine'
/** Hex digits of the folder's name: enough to tell images apart. */
const DIGITS = 12

/** The embedded machine as files of a site. */
export interface PublishedMachine {
  /** Its folder as a deck's page finds it, beside the decks: all have one copy. Named after what is in it, a browser may keep the files for ever. */
  readonly folder: string
  /** What starting a machine loads. */
  readonly bytes: number
  /** Puts the files into a site's folder, and returns their bytes. Machines of earlier builds stay, for decks that were built with them. */
  copyTo: (site: string) => Promise<number>
}

/** Finds and checks the committed image and the installed emulator. Throws `MachineError` that says what is wrong with them. */
export async function findPublishedMachine(): Promise<PublishedMachine> {
  const { state, bios, vgaBios } = await checkImageFiles(builtImage)
  const { size } = await stat(builtImage.wasm)
  const manifest = await readFile(join(builtImage.folder, 'manifest.json'))
  const name = createHash('sha256').update(manifest).digest('hex').slice(0, DIGITS)
  return {
    folder: `../${FOLDER}/${name}`,
    bytes: state.byteLength + bios.byteLength + vgaBios.byteLength + size,
    async copyTo(site) {
      const target = join(site, FOLDER, name)
      await mkdir(join(site, FOLDER), { recursive: true })
      await replaceFolder(target, async (partial) => {
        for (const file of await readdir(builtImage.folder))
          await cp(join(builtImage.folder, file), join(partial, file))
        await cp(builtImage.wasm, join(partial, 'v86.wasm'))
      })
      return await folderBytes(target)
    },
  }
}
