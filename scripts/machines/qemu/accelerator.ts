import type { GuestArch } from './architectures.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { architectures } from './architectures.ts'
import { QmpClient } from './qmp-client.ts'

/** Hardware virtualization by operating system; it runs guests of the computer's own processor only. */
const hardware: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'kvm',
  darwin: 'hvf',
  win32: 'whpx',
}

/** Emulation in software, which every QEMU has. */
const EMULATION = 'tcg'

/** Milliseconds that a virtual processor runs on trial. */
const TRIAL_MS = 100
/** Milliseconds after which a trial that says nothing counts as failed. */
const TRIAL_LIMIT_MS = 10_000

/** How QEMU computes here, and why not by hardware. */
export interface Accelerator {
  name: string
  isHardware: boolean
  /** What the hardware's trial said, where it failed. */
  complaint?: string
}

/**
 * What QEMU's `-accel` takes. In emulation, all processors take turns on one thread: on a thread each, one of them may run code that another has
 * just rewritten, and the kernel rewrites its own (jump labels, whenever a control group gets its first limit). The guest then panics: within
 * seconds where groups come and go beside a busy processor, and once in some hundred demos. Taking turns costs a fifth of the speed.
 */
export function acceleratorOption(name: string): string {
  return name === EMULATION
    ? `${EMULATION},thread=single`
    : name
}

/** Finds the fastest way to compute that works, by trying it: a `/dev/kvm` can be there and be of no use. */
export async function findAccelerator(qemu: string, arch: GuestArch): Promise<Accelerator> {
  const name = process.arch === architectures[arch].node
    ? hardware[process.platform]
    : undefined
  if (name === undefined)
    return { name: EMULATION, isHardware: false, complaint: `no hardware virtualization for ${arch} guests on ${process.platform} ${process.arch}` }
  const complaint = await tryAccelerator(qemu, name, architectures[arch].machine)
  return complaint === undefined
    ? { name, isHardware: true }
    : { name: EMULATION, isHardware: false, complaint }
}

/** Runs a processor for a moment. A process of its own, because an accelerator that fails may take QEMU with it. */
async function tryAccelerator(qemu: string, accelerator: string, machine: string): Promise<string | undefined> {
  const child = spawn(qemu, [
    '-machine',
    machine,
    '-accel',
    accelerator,
    '-cpu',
    'max',
    '-nodefaults',
    '-no-user-config',
    '-display',
    'none',
    '-qmp',
    'stdio',
  ], { windowsHide: true, timeout: TRIAL_LIMIT_MS, killSignal: 'SIGKILL' })
  let complaint = ''
  child.stderr.on('data', text => complaint += String(text))
  child.on('error', error => complaint += error.message)
  const qmp = new QmpClient(child.stdout, child.stdin)
  const ended = once(child, 'close').then(([exitCode]) => {
    qmp.abandon(new Error('QEMU ended.'))
    return exitCode as number | null
  }, () => null)
  try {
    await qmp.greet()
    await setTimeout(TRIAL_MS)
    await qmp.execute('quit')
  }
  catch {
    // What QEMU said is better.
  }
  return await ended === 0
    ? undefined
    : complaint.trim().split('\n', 1)[0] || `QEMU ended on its trial of ${accelerator}`
}
