import type { ArgsDef } from 'citty'
import { basename, resolve } from 'node:path'
import { defineCommand } from 'citty'
import { assertCommandLine } from '../cli/command-line.ts'
import { outputFile, outputFolder } from '../cli/option-path.ts'
import { guestArchs, hostArch } from '../machines/qemu/architectures.ts'
import { packageSetNames } from '../machines/qemu/package-set.ts'

const arch = {
  type: 'enum' as const,
  options: guestArchs,
  default: hostArch,
  description: 'Processor of the guest: amd64, or arm64 for Apple silicon and ARM servers',
}
const folder = 'Folder to replace by the image (default: in the cache folder, by processor and set)'

const embeddedOptions = {
  out: { type: 'string', valueHint: 'DIR', description: 'Folder to replace by the image (default: scripts/images/embedded/built)' },
  keep: { type: 'boolean', default: false, description: 'Leave the temporary folder for a look at it' },
} as const satisfies ArgsDef

const qemuOptions = {
  set: {
    type: 'enum',
    options: packageSetNames,
    default: 'full',
    description: 'Packages: what the kernel demos need, or engines and orchestrators too',
  },
  arch,
  out: { type: 'string', valueHint: 'DIR', description: folder },
} as const satisfies ArgsDef

const packOptions = {
  set: {
    type: 'enum',
    options: packageSetNames,
    default: 'full',
    description: 'Which of the images in the cache folder',
  },
  arch,
  out: { type: 'string', valueHint: 'FILE', description: 'File to write (default: in this folder, named after the image)' },
} as const satisfies ArgsDef

const importOptions = {
  file: { type: 'positional', description: 'File that "npm run image -- pack" made', required: true },
  out: { type: 'string', valueHint: 'DIR', description: folder },
} as const satisfies ArgsDef

/** `npm run image -- <machine>`: makes the image that a machine starts from. */
export default defineCommand({
  meta: { name: 'image', description: 'Make the image of a machine' },
  subCommands: {
    embedded: defineCommand({
      meta: {
        name: 'embedded',
        description: 'Make the saved state of the embedded machine, which is committed with the project. Needs Linux, mmdebstrap and a Debian mirror (DEBIAN_MIRROR names another than the usual)',
      },
      args: embeddedOptions,
      run: async ({ args, rawArgs }) => {
        assertCommandLine({ args, rawArgs }, embeddedOptions, 'npm run image -- embedded')
        const out = args.out && await outputFolder('out', args.out)
        const { makeEmbeddedImage } = await import('../images/embedded/make-embedded-image.ts')
        await makeEmbeddedImage({
          ...out && { out },
          keep: args.keep,
        })
      },
    }),
    qemu: defineCommand({
      meta: {
        name: 'qemu',
        description: 'Make the disk of the full machine, Debian 13 for QEMU, in the cache folder. Needs Linux, mmdebstrap, QEMU and a Debian mirror (DEBIAN_MIRROR names another than the usual)',
      },
      args: qemuOptions,
      run: async ({ args, rawArgs }) => {
        assertCommandLine({ args, rawArgs }, qemuOptions, 'npm run image -- qemu')
        const out = args.out && await outputFolder('out', args.out)
        const [{ makeQemuImage }, { nextWords }, { imageFolder }] = await Promise.all([
          import('../images/qemu/make-qemu-image.ts'),
          import('../images/qemu/next-words.ts'),
          import('../machines/qemu/image-folder.ts'),
        ])
        const { set, arch } = args
        const folder = out ?? imageFolder(set, arch)
        await makeQemuImage({ set, arch, out: folder })
        console.log(await nextWords({ set, arch, folder }))
      },
    }),
    pack: defineCommand({
      meta: {
        name: 'pack',
        description: 'Pack the full machine\'s image into one file, for a computer that cannot make it',
      },
      args: packOptions,
      run: async ({ args, rawArgs }) => {
        assertCommandLine({ args, rawArgs }, packOptions, 'npm run image -- pack')
        const out = args.out && await outputFile('out', args.out)
        const [{ packQemuImage }, { imageFolder }] = await Promise.all([
          import('../images/qemu/pack-image.ts'),
          import('../machines/qemu/image-folder.ts'),
        ])
        const file = await packQemuImage(imageFolder(args.set, args.arch), out)
        console.log(`On the other computer: npm run image -- import ${basename(file)}`)
      },
    }),
    import: defineCommand({
      meta: {
        name: 'import',
        description: 'Check an image that was packed on another computer, and take it for this one',
      },
      args: importOptions,
      run: async ({ args, rawArgs }) => {
        assertCommandLine({ args, rawArgs }, importOptions, 'npm run image -- import')
        const out = args.out && await outputFolder('out', args.out)
        const [{ importQemuImage }, { nextWords }] = await Promise.all([
          import('../images/qemu/import-image.ts'),
          import('../images/qemu/next-words.ts'),
        ])
        const image = await importQemuImage(resolve(args.file), out)
        console.log(await nextWords(image))
      },
    }),
  },
})
