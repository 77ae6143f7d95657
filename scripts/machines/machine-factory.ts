import type { LiveMachineFactory, MachineFactory, MachineKind } from './machine.ts'
import { UsageError } from '../base/usage-error.ts'
import { assertSshUrl } from './ssh/ssh-url.ts'

/** What each kind needs before its first machine; rejects with what is missing and what to do. Drivers are loaded when chosen. */
const factories = {
  embedded: async (): Promise<LiveMachineFactory> => {
    const [{ builtImage, createEmbeddedMachine, EMBEDDED_MACHINE_BYTES }, { preloadImageFiles }] = await Promise.all([
      import('./embedded/create-embedded-machine.ts'),
      import('./embedded/load-image-files.ts'),
    ])
    // What is wrong with it is said before the talk, not on the first demo's slide.
    const { image } = await preloadImageFiles(builtImage)
    return {
      kind: 'embedded',
      description: 'on the embedded machine',
      memoryBytes: EMBEDDED_MACHINE_BYTES,
      create: () => createEmbeddedMachine({ image }),
    }
  },
  qemu: async (signal?: AbortSignal): Promise<LiveMachineFactory> => {
    const [{ findQemuHost }, { createQemuFactory }] = await Promise.all([
      import('./qemu/qemu-host.ts'),
      import('./qemu/create-qemu-factory.ts'),
    ])
    return await createQemuFactory(await findQemuHost(), signal)
  },
  recording: async (): Promise<MachineFactory> => ({
    kind: 'recording',
    description: 'from their recordings, without a machine',
  }),
} satisfies Partial<Record<MachineKind, (signal?: AbortSignal) => Promise<MachineFactory>>>

/** The full machine where there is an image of it and it computes by hardware, else the embedded one, which is there always. */
async function bestFactory(signal?: AbortSignal): Promise<LiveMachineFactory> {
  const { findQemuHost } = await import('./qemu/qemu-host.ts')
  // What is missing for it is reported when it is asked for by name.
  const host = await findQemuHost().catch(() => undefined)
  return host?.accelerator.isHardware
    ? await factories.qemu(signal)
    : await factories.embedded()
}

/** Values of `--machine`; a host is named by its URL. */
export const machineNames: readonly string[] = [
  ...Object.keys(factories),
  'ssh://root@host[:port]',
]

/** Value of `--machine` that chooses one of the others. */
export const BEST_MACHINE = 'auto'

/** Throws `UsageError` that names the machines for a kind there is none of, and for what is no URL of a host. */
export function assertMachineName(name: string): void {
  if (name.startsWith('ssh:'))
    assertSshUrl(name)
  else if (name !== BEST_MACHINE && !Object.hasOwn(factories, name))
    throw new UsageError(`There is no machine "${name}". The machines are: ${machineNames.join(', ')}. Try: npm start -- --machine ${machineNames[0]}`)
}

/**
 * Finds out whether machines of this kind can run here; the signal ends a first boot that this may take. Throws `UsageError` for a kind
 * there is none of, `MachineError` for a bad image.
 */
export async function createMachineFactory(name: string, signal?: AbortSignal): Promise<MachineFactory> {
  assertMachineName(name)
  if (name === BEST_MACHINE)
    return await bestFactory(signal)
  if (name.startsWith('ssh:'))
    return await (await import('./ssh/create-ssh-factory.ts')).createSshFactory(name)
  return await factories[name as keyof typeof factories](signal)
}

/** The same for what needs a machine that runs. Throws `UsageError` for kind `recording`. */
export async function createLiveMachineFactory(name: string, signal?: AbortSignal): Promise<LiveMachineFactory> {
  const { create, ...factory } = await createMachineFactory(name, signal)
  if (!create)
    throw new UsageError(`The machine "${name}" runs nothing, and this needs one that does: ${machineNames.filter(other => other !== name).join(', ')}.`)
  return { ...factory, create }
}
