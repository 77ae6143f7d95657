import { basename, resolve } from 'node:path'
import { defineCommand } from 'citty'
import { guestArchs, hostArch } from '../machines/qemu/architectures.ts'
import { packageSetNames } from '../machines/qemu/package-set.ts'

const archArg = {
  type: 'enum' as const,
  options: guestArchs,
  default: hostArch,
  description: 'Processor of the guest: amd64, or arm64 for Apple silicon and ARM servers',
}

/** `npm run image -- <machine>`: makes the image that a machine starts from. */
export default defineCommand({
  meta: { name: 'image', description: 'Make the image of a machine' },
  subCommands: {
    embedded: defineCommand({
      meta: {
        name: 'embedded',
        description: 'Make the saved state of the embedded machine, which is committed with the project. Needs Linux, mmdebstrap and a Debian mirror (DEBIAN_MIRROR names another than the usual)',
      },
      args: {
        out: { type: 'string', valueHint: 'DIR', description: 'Folder to replace by the image (default: scripts/images/embedded/built)' },
        keep: { type: 'boolean', default: false, description: 'Leave the temporary folder for a look at it' },
      },
      run: async ({ args }) => {
        const { makeEmbeddedImage } = await import('../images/embedded/make-embedded-image.ts')
        await makeEmbeddedImage({
          ...(args.out
            ? {
                out: resolve(args.out),
              }
            : {}),
          keep: args.keep,
        })
      },
    }),
    qemu: defineCommand({
      meta: {
        name: 'qemu',
        description: 'Make the disk of the full machine, Debian 13 for QEMU, in the cache folder. Needs Linux, mmdebstrap, QEMU and a Debian mirror (DEBIAN_MIRROR names another than the usual)',
      },
      args: {
        set: {
          type: 'enum',
          options: packageSetNames,
          default: 'full',
          description: 'Packages: what the kernel demos need, or engines and orchestrators too',
        },
        arch: archArg,
        out: { type: 'string', valueHint: 'DIR', description: 'Folder to replace by the image (default: in the cache folder, by processor and set)' },
      },
      run: async ({ args }) => {
        const [{ makeQemuImage }, { nextWords }, { imageFolder }] = await Promise.all([
          import('../images/qemu/make-qemu-image.ts'),
          import('../images/qemu/next-words.ts'),
          import('../machines/qemu/image-folder.ts'),
        ])
        const { set, arch } = args
        const folder = args.out
          ? resolve(args.out)
          : imageFolder(set, arch)
        await makeQemuImage({ set, arch, out: folder })
        console.log(await nextWords({ set, arch, folder }))
      },
    }),
    pack: defineCommand({
      meta: {
        name: 'pack',
        description: 'Pack the full machine\'s image into one file, for a computer that cannot make it',
      },
      args: {
        set: {
          type: 'enum',
          options: packageSetNames,
          default: 'full',
          description: 'Which of the images in the cache folder',
        },
        arch: archArg,
        out: { type: 'string', valueHint: 'FILE', description: 'File to write (default: in this folder, named after the image)' },
      },
      run: async ({ args }) => {
        const [{ packQemuImage }, { imageFolder }] = await Promise.all([
          import('../images/qemu/pack-image.ts'),
          import('../machines/qemu/image-folder.ts'),
        ])
        const file = await packQemuImage(imageFolder(args.set, args.arch), args.out)
        console.log(`On the other computer: npm run image -- import ${basename(file)}`)
      },
    }),
    import: defineCommand({
      meta: {
        name: 'import',
        description: 'Check an image that was packed on another computer, and take it for this one',
      },
      args: {
        file: { type: 'positional', description: 'File that "npm run image -- pack" made', required: true },
        out: { type: 'string', valueHint: 'DIR', description: 'Folder to replace by the image (default: in the cache folder, by processor and set)' },
      },
      run: async ({ args }) => {
        const [{ importQemuImage }, { nextWords }] = await Promise.all([
          import('../images/qemu/import-image.ts'),
          import('../images/qemu/next-words.ts'),
        ])
        const image = await importQemuImage(resolve(args.file), ...args.out
          ? [
              resolve(args.out),
            ]
          : [])
        console.log(await nextWords(image))
      },
    }),
  },
})
