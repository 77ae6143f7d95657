import process from 'node:process'
import { findProgram } from './find-program.ts'

/** What may have to be installed on a computer, by what it is for. */
export type Installable = 'qemu' | 'qemu for arm64' | 'ssh' | 'browser' | 'image tools'

interface PackageManager {
  /** Program by which one knows that it is there. */
  program: string
  install: string
  packages: Partial<Record<Installable, string>>
}

const managers: Partial<Record<NodeJS.Platform, readonly PackageManager[]>> = {
  linux: [
    {
      program: 'apt-get',
      install: 'sudo apt-get install',
      packages: {
        'qemu': 'qemu-system-x86 qemu-utils',
        'qemu for arm64': 'qemu-system-arm qemu-utils',
        'ssh': 'openssh-client',
        'browser': 'chromium',
        'image tools': 'mmdebstrap qemu-system-x86 qemu-utils openssh-client e2fsprogs',
      },
    },
    {
      program: 'dnf',
      install: 'sudo dnf install',
      packages: {
        'qemu': 'qemu-system-x86 qemu-img',
        'qemu for arm64': 'qemu-system-aarch64 qemu-img',
        'ssh': 'openssh-clients',
        'browser': 'chromium',
        'image tools': 'mmdebstrap qemu-system-x86 qemu-img openssh-clients e2fsprogs',
      },
    },
    {
      program: 'pacman',
      install: 'sudo pacman -S',
      packages: {
        'qemu': 'qemu-system-x86 qemu-img',
        'qemu for arm64': 'qemu-system-aarch64 qemu-img',
        'ssh': 'openssh',
        'browser': 'chromium',
      },
    },
    {
      program: 'zypper',
      install: 'sudo zypper install',
      packages: {
        'qemu': 'qemu-x86 qemu-tools',
        'qemu for arm64': 'qemu-arm qemu-tools',
        'ssh': 'openssh-clients',
        'browser': 'chromium',
      },
    },
  ],
  darwin: [
    {
      program: 'brew',
      install: 'brew install',
      packages: {
        'qemu': 'qemu',
        'qemu for arm64': 'qemu',
        'ssh': 'openssh',
        'browser': '--cask google-chrome',
      },
    },
  ],
  win32: [
    {
      program: 'winget',
      install: 'winget install',
      packages: { 'qemu': 'SoftwareFreedomConservancy.QEMU', 'qemu for arm64': 'SoftwareFreedomConservancy.QEMU', 'browser': 'Google.Chrome' },
    },
    {
      program: 'powershell',
      install: 'Add-WindowsCapability -Online -Name',
      packages: { ssh: 'OpenSSH.Client~~~~0.0.1.0' },
    },
  ],
}

/** The command that installs it on this computer, or in words what to install where its package manager is not known. */
export async function installCommand(what: Installable): Promise<string> {
  const known = managers[process.platform] ?? []
  for (const { program, install, packages } of known) {
    const names = packages[what]
    if (names !== undefined && await findProgram(program) !== undefined)
      return `${install} ${names}`
  }
  const names = known.find(({ packages }) => packages[what] !== undefined)?.packages[what]
  return `${names ?? what}, with this system's package manager`
}
