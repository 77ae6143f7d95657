/**
 * The machine that the saved state belongs to. A state can only be restored by the same v86 version with the same options, so the
 * recipe and the driver both take them from here. Free of Node, because the published site runs the machine in a browser.
 */
export interface EmbeddedMachineOptions {
  memory_size: number
  vga_memory_size: number
  /** The package's type file wants a console adapter; the code takes `true` for the bare device. */
  virtio_console: true
  uart1: true
  uart2: true
  acpi: true
  filesystem: Record<string, never>
  net_device: { type: 'none' }
  disable_keyboard: true
  disable_mouse: true
  disable_speaker: true
  autostart: false
}

const MEBIBYTE = 1024 * 1024

/** Constructor options of the embedded machine, without the files it is made of (BIOS, kernel, state) and without `wasm_fn`. */
export const embeddedMachineOptions: EmbeddedMachineOptions = {
  memory_size: 256 * MEBIBYTE,
  // The smallest that v86's VGA takes; nothing is ever drawn.
  vga_memory_size: 1 * MEBIBYTE,
  virtio_console: true,
  uart1: true,
  uart2: true,
  // Idle costs half of what it costs without.
  acpi: true,
  filesystem: {},
  // No network card: the guest's networks are its own, and v86's default card would stand in `ip link`.
  net_device: { type: 'none' },
  disable_keyboard: true,
  disable_mouse: true,
  disable_speaker: true,
  autostart: false,
}

/** Kernel command line of the one boot that the recipe does. A restored machine has it in `/proc/cmdline`. */
export const embeddedKernelCommandLine = [
  'console=ttyS0',
  // The BIOS announces PCI hotplug, which v86 lacks; the kernel would take every device for unplugged.
  'acpiphp.disable=1',
  'tsc=reliable',
  'mitigations=off',
  'random.trust_cpu=on',
  'nokaslr',
  // Hardening that costs up to a third of the little speed there is, in a machine that holds nothing.
  'init_on_alloc=0',
  'hardened_usercopy=off',
  'randomize_kstack_offset=off',
  'lsm=capability',
  'audit=0',
  'nowatchdog',
  // Pressure stall information is off by default in Debian.
  'psi=1',
].join(' ')
