import type { StageReporter } from '../cli/progress.ts'
import process from 'node:process'
import { countPackages } from './count-packages.ts'
import { ImageError } from './image-error.ts'
import { ProgramError, runProgram } from './run-program.ts'

/**
 * What of the builder's environment reaches mmdebstrap, which hands all it gets on to the scripts of packages and to hooks: where programs and
 * temporary files are, how the mirror is reached, and how apt is set up here.
 */
const handedOn = new Set([
  'PATH',
  'HOME',
  'TMPDIR',
  'APT_CONFIG',
  'http_proxy',
  'https_proxy',
  'ftp_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
])

/** Runs mmdebstrap, with advice for what goes wrong most. `machine` is the image's name on the command line. */
export async function runMmdebstrap(machine: string, parameters: readonly string[], reporter: StageReporter, signal: AbortSignal): Promise<void> {
  // Left to itself, mmdebstrap may choose fakechroot, in which its last step fails.
  const mode = process.getuid?.() === 0
    ? 'root'
    : 'unshare'
  try {
    await runProgram('mmdebstrap', [`--mode=${mode}`, '--verbose', ...parameters], countPackages(reporter), signal, Object.fromEntries(Object.entries(process.env).filter(([name]) => handedOn.has(name))))
  }
  catch (error) {
    if (!(error instanceof ProgramError))
      throw error
    throw new ImageError(`${error.message}\n${adviceFor(error.output, machine)}`, { cause: error })
  }
}

function adviceFor(output: string, machine: string): string {
  if (/unexpected size|Mirror sync in progress|Hash Sum mismatch/i.test(output))
    return `The mirror is out of step with itself. Try later, or name another: DEBIAN_MIRROR=<URL> npm run image -- ${machine}`
  if (/is not valid yet|Release file .* expired|not signed|NO_PUBKEY/i.test(output))
    return 'The mirror\'s release file was refused. Check the clock, install debian-archive-keyring, or set DEBIAN_MIRROR to another mirror.'
  if (/newuidmap|unshare|subuid|user namespace/i.test(output))
    return 'mmdebstrap needs root or user namespaces: install uidmap and give your account a range in /etc/subuid and /etc/subgid, or run as root.'
  return `Check the network, or name another mirror: DEBIAN_MIRROR=<URL> npm run image -- ${machine}`
}
