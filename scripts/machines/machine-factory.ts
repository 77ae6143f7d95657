import type { LiveMachineFactory, MachineFactory, MachineKind } from './machine.ts'
import { UsageError } from '../usage-error.ts'

/** What each kind needs before its first machine; rejects with what is missing and what to do. Drivers are loaded when chosen. */
const factories = {
  embedded: async (): Promise<LiveMachineFactory> => {
    const [{ builtImage, createEmbeddedMachine }, { preloadImageFiles }] = await Promise.all([
      import('./embedded/create-embedded-machine.ts'),
      import('./embedded/load-image-files.ts'),
    ])
    // What is wrong with it is said before the talk, not on the first demo's slide.
    const { image } = await preloadImageFiles(builtImage)
    return {
      kind: 'embedded',
      description: 'on the embedded machine',
      create: () => createEmbeddedMachine({ image }),
    }
  },
  qemu: async (): Promise<LiveMachineFactory> => {
    const [{ findQemuHost }, { hasBaseDisk, makeBaseDisk }, { QemuMachine }] = await Promise.all([
      import('./qemu/qemu-host.ts'),
      import('./qemu/base-disk.ts'),
      import('./qemu/qemu-machine.ts'),
    ])
    const host = await findQemuHost()
    const { accelerator: { name, complaint } } = host
    if (!await hasBaseDisk(host)) {
      console.log('  The full machine boots for the first time, which takes up to a minute …')
      await makeBaseDisk(host, new AbortController().signal)
    }
    return {
      kind: 'qemu',
      description: `on the full machine (QEMU, ${name}${complaint === undefined
        ? ''
        : `, without hardware virtualization: ${complaint}`})`,
      create: () => new QemuMachine(host),
    }
  },
  recording: async (): Promise<MachineFactory> => ({
    kind: 'recording',
    description: 'from their recordings, without a machine',
  }),
} satisfies Partial<Record<MachineKind, () => Promise<MachineFactory>>>

/** Values of `--machine`. */
export const machineNames: readonly string[] = Object.keys(factories)

/** Finds out whether machines of this kind can run here. Throws `UsageError` for a kind there is none of, `MachineError` for a bad image. */
export async function createMachineFactory(name: string): Promise<MachineFactory> {
  if (!Object.hasOwn(factories, name))
    throw new UsageError(`There is no machine "${name}". The machines are: ${machineNames.join(', ')}. Try: npm start -- --machine ${machineNames[0]}`)
  return await factories[name as keyof typeof factories]()
}

/** The same for what needs a machine that runs. Throws `UsageError` for kind `recording`. */
export async function createLiveMachineFactory(name: string): Promise<LiveMachineFactory> {
  const { create, ...factory } = await createMachineFactory(name)
  if (!create)
    throw new UsageError(`The machine "${name}" runs nothing, and this needs one that does: ${machineNames.filter(other => other !== name).join(', ')}.`)
  return { ...factory, create }
}
